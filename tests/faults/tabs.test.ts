import type { Tab } from './browsers.ts';
import { expect, type Row, row } from './matrix.ts';

/** Each record of the tab has been tried in vain, so that no lease is on it any more. */
const failed = (it: Row, tab: Tab, count: number) =>
  expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBeGreaterThanOrEqual(count);

for (const [title, query] of [
  ['', ''],
  [', without Web Locks', '?with=no-locks'],
] as const) {
  row(`two tabs drain${title}`, {}, async (it) => {
    const tab = await it.tab(`/put${query}`);
    await it.site.down();
    await it.put(tab, 20);
    await it.tab(`/put${query}`);
    it.answers({ after: 50 });
    await it.site.up();
    await it.arrive();
  });

  row(`two tabs find the same records when they open${title}`, {}, async (it) => {
    const tab = await it.tab(`/put${query}`);
    await it.site.down();
    await it.put(tab, 20);
    await failed(it, tab, 20);
    await tab.close();
    it.answers({ after: 50 });
    await it.site.up();
    await Promise.all([it.tab(`/put${query}`), it.tab(`/put${query}`)]);
    await it.arrive(120_000);
  });

  row(`two tabs submit at once${title}`, {}, async (it) => {
    const [one, two] = [await it.tab(`/put${query}`), await it.tab(`/put${query}`)];
    it.answers({ after: 50 });
    await Promise.all([it.put(one, 10), it.put(two, 10)]);
    await it.arrive();
  });

  row(`a tab is closed while it drains, another goes on${title}`, { unseen: true }, async (it) => {
    const first = await it.tab(`/put${query}`);
    await it.site.down();
    await it.put(first, 20);
    await failed(it, first, 20);
    await first.close();
    it.answers({ after: 300 });
    await it.site.up();
    const drains = await it.tab(`/put${query}`);
    await it.tab(`/put${query}`);
    await it.posted(3);
    await drains.close();
    await it.arrive(120_000);
    // What the closed tab had in flight, and nothing else, may have come twice.
    expect(it.site.posts.length).toBeLessThanOrEqual(24);
  });
}
