import type { SurveyConfig } from '../config/schema.ts';
import { quietly } from '../instrument/quietly.ts';

/**
 * Where this browser keeps what it knows of a survey. By default in sessionStorage (OMB M-10-22 tier 1), which ends
 * with the tab; `remember: "device"` keeps two things longer, neither of which says who somebody is: the key of a
 * visitor, and when the last interview ended.
 */
export const UNIT_KEY = 'cx7:unit';
/** Which survey has invited in this session: no other one does. */
export const INVITED_KEY = 'cx7:invited';
export const openKey = (survey: string): string => `cx7:open:${survey}:`;
export const endedKey = (survey: string): string => `cx7:ended:${survey}`;

/** What is remembered as long as the page lives. Each file of cx7 has this module: the survey's takes over the loader's. */
export let memory: Record<string, string> = {};
export const shareMemory = (other: typeof memory): void => {
  memory = other;
};

/** A storage area; where it is blocked, and the mere look at it throws, the page's memory. */
export const area = (lasting: boolean): typeof memory =>
  quietly(() => (lasting ? localStorage : sessionStorage)) ?? memory;

/**
 * Key of the session, the visitor or, for each respondent, the page view, made on first use; null where it cannot be kept.
 */
export const unitKey = (unit: string): string | null =>
  quietly(() => {
    const storage = unit === 'pageview' ? memory : area(unit === 'visitor');
    if (storage === memory && unit !== 'pageview') return null;
    storage[UNIT_KEY] ??= random();
    return storage[UNIT_KEY];
  }) ?? null;

/**
 * When this survey last ended on this device, epoch milliseconds; NaN for never, and without end where it has asked in this
 * session, in which it does not ask again.
 */
export const lastEnded = ({ survey, sampling }: Pick<SurveyConfig, 'survey' | 'sampling'>): number =>
  endedKey(survey) in area(false) ? Infinity : Number(area(sampling?.remember === 'device')[endedKey(survey)]);

/** Of nobody and sent nowhere, so that it need not be hard to guess; Web Crypto costs a slow phone 2 ms at first use. */
export const random = (): string => `${Math.random()}`;
