import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Row } from './matrix.ts';
import type { OutboxPage } from './pages.ts';

/**
 * A receiver that takes each interview once and cannot tell a repeat: a function of the page. What it is handed twice
 * is counted twice.
 */
export const handed = (it: Row, count: number) =>
  expect.poll(() => it.site.appended.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);

export const putAll = (records: object[]) => void (window as never as OutboxPage).put(records);

/**
 * An interview is completed in the tick in which its page is left. It is not handed over on the way out, where nobody
 * would hear that it was taken, but by the next page.
 */
export async function onceOnly(it: Row, leave: (records: object[]) => void) {
  const tab = await it.tab('/hand');
  const complete = it.records(1, { revision: 4 });
  await tab.run(putAll, [{ ...complete[0], revision: 1, disposition: 'partial' }]);
  await it.leave(tab, leave, complete);
  await it.tab('/hand');
  await handed(it, 1);
  await sleep(1500);
  expect(it.site.appended.map(({ revision }) => revision)).toEqual([4]);
}
