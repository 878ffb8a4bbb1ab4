import { vi } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import {
  type Adapter,
  type ConfigForAdapter,
  createSurvey,
  type Interview,
  type Survey,
} from '../../src/entries/index.ts';
import { interview } from '../../src/record/schema.ts';

/** A contact center's survey. */
export const config: ConfigForAdapter = {
  survey: 'calls',
  names: { service: 'Benefits Line' },
  trigger: { on: 'call' },
  sampling: { unit: 'interaction' },
  context: ['queue', 'urgent'],
  indicators: ['waitSeconds'],
};

/** What somebody may use of a page, and what a collector has got from it. */
export interface DeskPage {
  cx7: Survey;
  received: Interview[];
  /** Messages of the `error` events. */
  errors: string[];
}

/** As much of Web Locks as tells whether a tab still lives, and whose an interview is; Node has none. */
const held = new Map<string, Promise<unknown>>();
Object.defineProperty(navigator, 'locks', {
  value: {
    async request(name: string, ...given: [Work] | [{ signal: AbortSignal }, Work]) {
      const [{ signal }, work] = given.length === 2 ? given : [{ signal: undefined }, given[0]];
      const aborted = new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      aborted.catch(() => {}); // granted by then
      while (held.has(name)) await Promise.race([held.get(name), aborted]);
      const done = work().finally(() => held.delete(name));
      held.set(name, done);
      return done;
    },
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
  },
});

type Work = () => Promise<void>;

const surveys: Survey[] = [];
/** What one test leaves waiting is not the next one's to send. */
let destination = 0;

/** A page with the survey, whose records are received at once, judged as the collector would. */
export function openPage(changes: Partial<SurveyConfig> = {}, received: Interview[] = []): DeskPage {
  const adapter: Adapter = {
    destination: `test ${destination}`,
    abilities: { revisions: 'each', dedupes: true, unload: 'send' },
    async send(body) {
      received.push(interview.parse(JSON.parse(body)));
      return { outcome: 'accepted' };
    },
  };
  const cx7 = createSurvey({ ...config, ...changes }, { adapter });
  const errors: string[] = [];
  cx7.on('error', ({ detail }) => errors.push(detail.error.message));
  surveys.push(cx7);
  return { cx7, received, errors };
}

/** Leaves the pages that are there, and clears what they have left. */
export async function leaveAll() {
  for (const survey of surveys.splice(0)) await survey.destroy();
  destination++;
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

/** The survey that is on the screen. */
export const onScreen = () => {
  const root = document.querySelector('[data-cx7]')?.shadowRoot;
  const radio = (measure: string, value: number) => root?.querySelectorAll<HTMLElement>(`[name=${measure}]`)[value - 1];
  return {
    isThere: !!root,
    heading: root?.querySelector('h2')?.textContent,
    status: root?.querySelector('[role=status]')?.textContent ?? '',
    words: root?.querySelector('textarea')?.value,
    ticked: [...(root?.querySelectorAll<HTMLInputElement>('input:checked') ?? [])].map(({ name }) => name),
    tick: (measure: string, value: number) => radio(measure, value)?.click(),
    write(text: string) {
      const field = root?.querySelector('textarea');
      if (!field) return;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    press: (name: RegExp) =>
      [...(root?.querySelectorAll('button') ?? [])]
        .find((button) => name.test(button.getAttribute('aria-label') ?? button.textContent ?? ''))
        ?.click(),
  };
};
