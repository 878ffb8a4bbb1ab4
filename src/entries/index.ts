import type { SurveyConfig } from '../config/schema.ts';
import type { Adapter } from '../delivery/types.ts';
import type { Survey } from '../visit/api.ts';
import { assemble } from './assemble.ts';

export interface SurveyOptions {
  /** Where the interviews go, for what no `endpoint` of a config can say. It takes the endpoint's place. */
  adapter?: Adapter | undefined;
}

/** A config without an endpoint, which an adapter stands in for. */
export type ConfigForAdapter = Omit<SurveyConfig, 'endpoint'> & Partial<Pick<SurveyConfig, 'endpoint'>>;

/**
 * Runs a survey on this page as the script tag does. The config is read once, as JSON, so that it means here what it
 * means in a file. Never throws: a config that is refused, and a call where there is no page, go to `error` listeners
 * and to the console.
 *
 * @example
 * import { createSurvey } from 'cx7';
 *
 * const survey = createSurvey({
 *   survey: 'passport-renewal',
 *   names: { service: 'Passport Renewal' },
 *   endpoint: 'https://surveys.agency.gov/v1/interviews',
 *   trigger: { on: 'call' },
 * });
 * survey.on('error', ({ detail }) => console.error(detail.error));
 * document.querySelector('#feedback')?.addEventListener('click', () => survey.open());
 */
export function createSurvey(config: SurveyConfig, options?: SurveyOptions): Survey;
export function createSurvey(config: ConfigForAdapter, options: { adapter: Adapter }): Survey;
export function createSurvey(config: ConfigForAdapter, { adapter }: SurveyOptions = {}): Survey {
  const whole = adapter && config ? { endpoint: { adapter: 'function', name: 'createSurvey' }, ...config } : config;
  return assemble(async () => ({ text: `${JSON.stringify(whole)}`, where: 'the config of createSurvey' }), adapter);
}

export type { SurveyConfig } from '../config/schema.ts';
export * from '../decide/index.ts';
export * from '../delivery/adapters/index.ts';
export { createOutbox } from '../delivery/create.ts';
export type { OutboxOptions } from '../delivery/outbox.ts';
export type * from '../delivery/types.ts';
export { MEASURES, type Measure, OVERALL, SCALE, type Score } from '../instrument/measures.ts';
export type { Answer, Disposition, Interview, StoredInterview } from '../record/schema.ts';
export type { Opened, OpenOptions, Survey, SurveyEvents } from '../visit/api.ts';
export { defineElement, type SurveyElement } from './element.ts';
