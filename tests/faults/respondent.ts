import { there } from '../there.ts';
import type { Tab } from './browsers.ts';
import { expect, type Row } from './matrix.ts';

/** The whole of cx7: a script tag, and a respondent who is about to press Send. */
export async function answering(it: Row): Promise<Tab> {
  const tab = await it.tab('/survey');
  const id = await tab.run(async () => {
    const opened = await window.cx7?.open();
    while (opened && !document.querySelector('div[data-cx7]')) await new Promise((resolve) => setTimeout(resolve, 50));
    return opened?.id;
  });
  // The offer has arrived, so what is counted from here on is the answer.
  await expect.poll(() => it.site.posts.length).toBeGreaterThan(0);
  it.promised.set(there(id), ({ disposition, answers }) => {
    expect(disposition).toBe('partial');
    expect(answers[0]).toMatchObject({ measure: 'satisfaction', value: 4 });
  });
  return tab;
}

/** Chooses an answer, presses Send, and does the rest in the same tick. */
export const send = (rest = '') =>
  new Function(`
    const root = document.querySelector('div[data-cx7]').shadowRoot;
    const named = (kind, text) => [...root.querySelectorAll(kind)].find(({ textContent }) => textContent.trim() === text);
    named('label', 'Agree').querySelector('input').click();
    named('button', 'Send').click();
    ${rest}`) as () => void;

/** Waits until the answers are in the database, on a machine that has other things to do. */
export const inDatabase = (tab: Tab) =>
  expect
    .poll(
      () =>
        tab.run(
          () =>
            new Promise<string[]>((resolve) => {
              const opening = indexedDB.open('cx7:cx7');
              opening.onsuccess = () => {
                const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
                opening.result.close();
                reading.onsuccess = () => resolve(reading.result.map(({ disposition }) => disposition));
              };
            }),
        ),
      { intervals: [20] },
    )
    .toContain('partial');
