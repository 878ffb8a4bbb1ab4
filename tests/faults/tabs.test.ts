import { expect, row } from './matrix.ts';

for (const [title, query] of [
  ['', ''],
  [', without Web Locks', '?with=no-locks'],
] as const) {
  row(`two tabs drain${title}`, {}, async (it) => {
    const tab = await it.tab(`/put${query}`);
    await it.putInVain(tab, 20);
    await it.tab(`/put${query}`);
    it.answers({ after: 50 });
    await it.site.up();
    await it.arrive();
  });

  row(`two tabs find the same records when they open${title}`, {}, async (it) => {
    const tab = await it.tab(`/put${query}`);
    await it.putInVain(tab, 20);
    await tab.close();
    it.answers({ after: 50 });
    await it.site.up();
    await Promise.all([it.tab(`/put${query}`), it.tab(`/put${query}`)]);
    await it.arrive();
  });

  row(`two tabs submit at once${title}`, {}, async (it) => {
    const [one, two] = [await it.tab(`/put${query}`), await it.tab(`/put${query}`)];
    it.answers({ after: 50 });
    await Promise.all([it.put(one, 10), it.put(two, 10)]);
    await it.arrive();
  });

  row(`a tab is closed while it drains, another goes on${title}`, { unseen: true }, async (it) => {
    const first = await it.tab(`/put${query}`);
    await it.putInVain(first, 20);
    await first.close();
    it.answers({ after: 300 });
    await it.site.up();
    const drains = await it.tab(`/put${query}`);
    await it.tab(`/put${query}`);
    // Without Web Locks nobody knows that the first tab is gone: what it was trying again is its own for 75 s.
    await it.posted(3, 120_000);
    await drains.close();
    await it.arrive();
    // What the closed tab had in flight, and nothing else, may have come twice.
    expect(it.site.posts.length).toBeLessThanOrEqual(24);
  });
}
