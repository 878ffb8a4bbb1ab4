import { expect, row } from './matrix.ts';
import type { OutboxPage } from './pages.ts';

/**
 * A receiver that takes each interview once and cannot tell a repeat: a function of the page. What it is handed twice
 * is counted twice.
 */
const revisions = (of: { id: string; revision: number; disposition: string }[]) =>
  of.map((record) =>
    ['offered', 'opened', 'partial'].map((disposition, at) => ({ ...record, revision: at + 1, disposition })),
  );

row('final: an interview of four revisions is handed over once', {}, async (it) => {
  const tab = await it.tab('/hand');
  const complete = it.records(3, { revision: 4 });
  for (const [at, earlier] of revisions(complete).entries())
    await tab.run((records) => void (window as never as OutboxPage).put(records), [...earlier, complete[at]!]);
  await expect.poll(() => it.site.appended.length).toBe(3);
  expect(it.site.appended.map(({ revision }) => revision)).toEqual([4, 4, 4]);
});

row('final: the function fails twice, then takes it', {}, async (it) => {
  let nth = 0;
  it.site.appends = () => (nth++ < 2 ? { status: 503 } : {});
  await it.put(await it.tab('/hand'), 1);
  await expect.poll(() => it.site.appended.length, { timeout: 20_000 }).toBe(1);
});

row('final: the function never ends, the page is reloaded', {}, async (it) => {
  let nth = 0;
  it.site.appends = () => (nth++ < 1 ? { hang: true } : {});
  const tab = await it.tab('/hand');
  await it.put(tab, 1);
  await expect.poll(() => nth).toBe(1);
  await tab.reload();
  await expect.poll(() => it.site.appended.length, { timeout: 20_000 }).toBe(1);
});

row('final: an interview half answered, reloaded and completed, is handed over once', {}, async (it) => {
  const tab = await it.tab('/hand');
  const [complete] = it.records(1, { revision: 4 });
  await tab.run((records) => void (window as never as OutboxPage).put(records), revisions([complete!])[0]!);
  expect(it.site.appended).toEqual([]);
  await tab.last(
    (records) => {
      (window as never as OutboxPage).put(records);
      location.reload();
    },
    [complete!],
  );
  await tab.go(`${it.site.url}/hand`);
  await expect.poll(() => it.site.appended.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
  await new Promise((resolve) => setTimeout(resolve, 1000));
});

row('final: two tabs find the same interviews', {}, async (it) => {
  it.site.appends = () => ({ status: 503 });
  const tab = await it.tab('/hand');
  await it.put(tab, 5);
  await expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBeGreaterThanOrEqual(5);
  await tab.close();
  it.site.appends = () => ({ after: 50 });
  await Promise.all([it.tab('/hand'), it.tab('/hand')]);
  await expect.poll(() => it.site.appended.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(5);
});

row('final: closed in the same tick as its last answer', {}, async (it) => {
  const tab = await it.tab('/hand');
  await tab.last(
    (records) => {
      (window as never as OutboxPage).put(records);
      window.close();
    },
    it.records(2, { revision: 4 }),
  );
  await it.tab('/hand');
  await expect.poll(() => it.site.appended.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
});
