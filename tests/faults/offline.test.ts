import { expect, row } from './matrix.ts';

row('offline, then online', {}, async (it) => {
  const tab = await it.tab();
  await it.offline(true);
  await it.put(tab);
  await expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBe(3);
  await it.offline(false);
  await it.arrive();
});

row('offline, reloaded, then online', {}, async (it) => {
  const tab = await it.tab();
  await it.putInVain(tab);
  await tab.reload();
  await it.put(tab, 2);
  await it.site.up();
  await it.arrive();
});

row('200 put offline', {}, async (it) => {
  const tab = await it.tab();
  await it.offline(true);
  await it.put(tab, 200);
  await expect
    .poll(async () => (await it.pending(tab)).filter(({ durability }) => durability === 'indexeddb').length, {
      timeout: 30_000,
    })
    .toBe(200);
  await it.offline(false);
  await it.arrive();
  expect(it.site.posts.length).toBe(200);
});

row('offline, closed, and sent by a later visit that is not asked', {}, async (it) => {
  const tab = await it.tab();
  await it.putInVain(tab);
  await it.close(tab);
  await it.site.up();
  await it.tab('/visit');
  await it.arrive();
});
