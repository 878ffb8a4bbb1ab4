import { pack } from '../../../src/instrument/languages/en.ts';
import type { Measure } from '../../../src/instrument/measures.ts';
import type { Step } from '../../../src/survey/flow.ts';

/** What somebody said to a statement. */
export type Said = number | 'not-applicable';

/** A survey on the screen, as whoever sits before it can see and use it. */
export type Screen = ReturnType<typeof screenOf>;

const { phrases } = pack;
const HEADINGS: [Step, string][] = (['ask', 'details', 'done', 'already'] as const).map((step) => [
  step,
  phrases[step],
]);

/** @param events the window's constructors: a document that it has made has no window of its own */
export function screenOf(document: Document, events: Pick<typeof globalThis, 'Event' | 'KeyboardEvent'>) {
  const root = document.querySelector('[data-cx7]')?.shadowRoot;
  const heading = root?.querySelector('h2')?.textContent ?? '';
  const step: Step | undefined = root
    ? (HEADINGS.find(([, text]) => text === heading)?.[0] ?? (heading ? 'more' : undefined))
    : undefined;
  const radios = (measure: string) => [...(root?.querySelectorAll<HTMLInputElement>(`input[name=${measure}]`) ?? [])];
  const field = () => root?.querySelector('textarea');
  const saidTo = (measure: string): Said | undefined => {
    const at = radios(measure).findIndex(({ checked }) => checked);
    return at < 0 ? undefined : at === 5 ? 'not-applicable' : at + 1;
  };
  return {
    step,
    status: root?.querySelector('[role=status]')?.textContent ?? '',
    /** Whether the statement is there. */
    asks: (measure: Measure) => radios(measure).length > 0,
    saidTo,
    get comment(): string | undefined {
      return field()?.value.trim();
    },
    /** Returns whether it is ticked now. */
    tick(measure: Measure, said: Said): boolean {
      radios(measure)[said === 'not-applicable' ? 5 : said - 1]?.click();
      return saidTo(measure) === said;
    },
    /** Returns whether there was something to write in. */
    write(text: string): boolean {
      const area = field();
      if (!area) return false;
      area.value = text;
      area.dispatchEvent(new events.Event('input', { bubbles: true }));
      return true;
    },
    press(label: string) {
      [...(root?.querySelectorAll('button') ?? [])]
        .find((button) => (button.getAttribute('aria-label') ?? button.textContent) === label)
        ?.click();
    },
    escape() {
      root
        ?.querySelector('[data-part=panel]')
        ?.dispatchEvent(new events.KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    },
  };
}
