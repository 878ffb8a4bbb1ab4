import { expect, row } from './matrix.ts';
import { handed, onceOnly, putAll } from './once.ts';
import type { OutboxPage } from './pages.ts';

row('once only: an interview of four revisions', {}, async (it) => {
  const tab = await it.tab('/hand');
  for (const complete of it.records(3, { revision: 4 })) {
    const earlier = ['offered', 'opened', 'partial'].map((disposition, at) => ({
      ...complete,
      revision: at + 1,
      disposition,
    }));
    await tab.run(putAll, [...earlier, complete]);
  }
  await handed(it, 3);
  expect(it.site.appended.map(({ revision }) => revision)).toEqual([4, 4, 4]);
});

row('once only: the function fails twice, then takes it', {}, async (it) => {
  let nth = 0;
  it.site.appends = () => (nth++ < 2 ? { status: 503 } : {});
  await it.put(await it.tab('/hand'), 1);
  await handed(it, 1);
});

row('once only: the function never ends, and the page is reloaded', {}, async (it) => {
  let nth = 0;
  it.site.appends = () => (nth++ < 1 ? { hang: true } : {});
  const tab = await it.tab('/hand');
  await it.put(tab, 1);
  await expect.poll(() => nth).toBe(1);
  await tab.reload();
  await handed(it, 1);
});

row('once only: two tabs find the same interviews', {}, async (it) => {
  it.site.appends = () => ({ status: 503 });
  const tab = await it.tab('/hand');
  await it.put(tab, 5);
  await expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBeGreaterThanOrEqual(5);
  await tab.close();
  it.site.appends = () => ({ after: 50 });
  await Promise.all([it.tab('/hand'), it.tab('/hand')]);
  await handed(it, 5);
});

row('once only: half answered, then completed and reloaded in the same tick', {}, (it) =>
  onceOnly(it, (records) => {
    (window as never as OutboxPage).put(records);
    location.reload();
  }),
);
