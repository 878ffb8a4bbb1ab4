import { setTimeout as sleep } from 'node:timers/promises';
import { expect, row } from './matrix.ts';

row('the renderer crashes, endpoint up', { unseen: true }, async (it) => {
  it.answers({ after: 500 });
  const tab = await it.tab();
  await it.put(tab);
  await tab.crash();
  await it.tab('/visit');
  await it.arrive();
});

row('the renderer crashes, endpoint down', {}, async (it) => {
  const tab = await it.tab();
  await it.site.down();
  await it.put(tab);
  await tab.crash();
  await it.site.up();
  await it.tab('/visit');
  await it.arrive();
});

row('the renderer crashes while it drains, another tab goes on', { unseen: true }, async (it) => {
  const first = await it.tab();
  await it.putInVain(first, 20);
  await first.close();
  it.answers({ after: 300 });
  await it.site.up();
  const drains = await it.tab();
  await it.tab();
  await it.posted(3);
  await drains.crash();
  await it.arrive();
});

for (const ms of [100, 3000])
  row(`the browser is killed after ${ms} ms, endpoint down`, { own: true }, async (it) => {
    const tab = await it.tab();
    await it.site.down();
    await it.put(tab);
    await sleep(ms);
    // On a machine that has other things to do, 100 ms may not be enough for a disk: `pending` tells.
    await it.durable(tab);
    await it.browser.kill();
    await it.site.up();
    await it.browser.restart();
    // What was in localStorage may be gone, and with it what tells the loader: the outbox itself finds the rest.
    await it.tab('/put');
    await it.arrive();
  });

row('the browser is killed in the middle of a request', { own: true, unseen: true }, async (it) => {
  it.answers({ after: 10_000 }, { hang: true }, { after: 10_000 }, {});
  const tab = await it.tab();
  await it.put(tab);
  await it.posted(3);
  await it.durable(tab);
  await it.browser.kill();
  await it.browser.restart();
  await it.tab('/put');
  await it.arrive();
});

row('the browser is killed during a retry', { own: true, unseen: true }, async (it) => {
  it.answers({ status: 503 }, { status: 503 }, { status: 503 }, { after: 10_000 }, { hang: true }, { hang: true }, {});
  await it.put(await it.tab());
  await it.posted(6);
  await it.browser.kill();
  await it.browser.restart();
  await it.tab('/put');
  await it.arrive();
});

row('the browser is killed with 100 waiting, twice', { own: true }, async (it) => {
  const tab = await it.tab();
  await it.site.down();
  await it.put(tab, 100);
  await it.durable(tab);
  await it.browser.kill();
  await it.browser.restart();
  const again = await it.tab();
  await it.put(again, 10);
  await it.durable(again);
  await it.browser.kill();
  await it.site.up();
  await it.browser.restart();
  await it.tab('/put');
  await it.arrive();
});

row('site data is cleared while records wait on a page', {}, async (it) => {
  const tab = await it.tab();
  await it.putInVain(tab);
  await it.browser.clear(it.site.url);
  await it.site.up();
  await it.arrive();
});

row('site data is cleared, and put back by the page that still has the records', {}, async (it) => {
  const tab = await it.tab();
  await it.putInVain(tab);
  await it.browser.clear(it.site.url);
  // The next attempt writes each of them anew before it begins.
  const before = (await it.heard(tab, 'sending')).length;
  const again = async () => (await it.heard(tab, 'sending')).length - before;
  await expect.poll(again, { timeout: 60_000 }).toBeGreaterThanOrEqual(6);
  await it.close(tab);
  await it.site.up();
  await it.tab();
  await it.arrive();
});
