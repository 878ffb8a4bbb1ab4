import { there } from '../there.ts';
import { expect, row } from './matrix.ts';
import type { Fault } from './site.ts';

/** What the endpoint answers, or fails to. */
for (const status of [200, 201, 204])
  row(`answers ${status}`, {}, async (it) => {
    it.answers({ status });
    await it.put(await it.tab());
    await it.arrive();
  });

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

const LATER: [title: string, wait: number, fault: Fault | (() => Fault)][] = [
  ['500', 0, { status: 500 }],
  ['502', 0, { status: 502 }],
  ['408', 0, { status: 408 }],
  ['503 and Retry-After: 3', 3000, { status: 503, headers: { 'retry-after': '3' } }],
  ['429 and Retry-After as a date', 3000, () => ({ status: 429, headers: { 'retry-after': inSeconds(3) } })],
];
for (const [title, wait, fault] of LATER)
  row(`answers ${title}, then accepts`, {}, async (it) => {
    it.answers(fault, fault, fault, {});
    const tab = await it.tab();
    await it.put(tab, 3);
    await it.posted(3);
    // Three that went off together were told to wait; nothing overrides that, and nothing forgets it.
    await tab.run(() => void (window as never as { outbox: { flush(): void } }).outbox.flush());
    // Where no retry is under way, whose answer nobody would see, the next page is held to it as well.
    if (wait) await tab.reload();
    await it.put(tab, 1);
    await it.arrive();
    const told = there(it.site.posts[2]).at;
    for (const { at } of it.site.posts.slice(3)) expect(at - told).toBeGreaterThanOrEqual(wait);
  });

row('accepts, then breaks the connection', { unseen: true }, async (it) => {
  it.answers({ acceptThenDrop: true }, { acceptThenDrop: true }, {});
  await it.put(await it.tab());
  await it.arrive();
});

row('breaks the connection before it reads anything', {}, async (it) => {
  it.answers({ drop: true }, { drop: true }, { drop: true }, {});
  await it.put(await it.tab());
  await it.arrive();
});

row('refuses connections for 4 s', {}, async (it) => {
  const tab = await it.tab();
  await it.site.down();
  await it.put(tab);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect(it.site.posts).toEqual([]);
  await it.site.up();
  await it.arrive();
});

row('answers one of three with 400', { left: 1 }, async (it) => {
  const tab = await it.tab();
  const records = it.records(3);
  const bad = there(records[0]);
  it.refused.add(bad.id);
  it.site.judges = ({ id }) => (id === bad.id ? { status: 400 } : {});
  await tab.run((records) => void (window as never as { put(records: object[]): void }).put(records), records);
  await it.arrive();
  await expect
    .poll(() => it.heard(tab, 'rejected'))
    .toMatchObject([{ id: bad.id, revision: bad.revision, reason: 'HTTP 400', status: 400 }]);
  await expect.poll(() => it.pending(tab)).toMatchObject([{ id: bad.id, state: 'parked', durability: 'indexeddb' }]);
});

row('answers 413 to what is over 8 kB', { left: 1 }, async (it) => {
  const tab = await it.tab();
  it.site.judges = ({ body }) => (body.length > 8192 ? { status: 413 } : {});
  await it.put(tab, 2);
  await it.put(tab, 1, { characters: 9000 });
  it.refused.add(there([...it.promised.keys()].at(-1)));
  await it.put(tab, 2);
  await it.arrive();
  await expect.poll(() => it.pending(tab)).toMatchObject([{ state: 'parked', reason: 'HTTP 413' }]);
});

row('is refused once and accepted on the next visit, when it was mended', {}, async (it) => {
  it.answers({ status: 422 }, { status: 422 }, {});
  const tab = await it.tab();
  await it.put(tab, 2);
  await expect.poll(async () => (await it.heard(tab, 'rejected')).length).toBe(2);
  await tab.close();
  await it.tab('/visit');
  await it.arrive();
});

row('hangs once', {}, async (it) => {
  it.answers({ hang: true }, {});
  await it.put(await it.tab());
  await it.arrive();
});

row('takes 30 s to answer', { unseen: true }, async (it) => {
  it.answers({ after: 30_000 });
  const tab = await it.tab();
  await it.put(tab, 2);
  await expect.poll(async () => (await it.heard(tab, 'sent')).length, { timeout: 180_000 }).toBe(2);
  await it.arrive();
});

row('lets nobody read the answer for want of a CORS header, then does', { unseen: true }, async (it) => {
  it.answers({ noCors: true }, { noCors: true }, {});
  await it.put(await it.tab());
  await it.arrive();
});

row('refuses the preflight of a request with headers, then does not', {}, async (it) => {
  it.site.preflight = false;
  const tab = await it.tab('/put-headers');
  await it.put(tab);
  await expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBeGreaterThan(2);
  expect(it.site.posts).toEqual([]);
  it.site.preflight = true;
  await it.arrive();
});

row('redirects with 307 to where it has moved', {}, async (it) => {
  it.answers({ status: 307, headers: { location: '/moved' } });
  await it.put(await it.tab());
  await it.arrive();
});

row('is behind a login page, or a captive portal, that answers 200', {}, async (it) => {
  const login = { status: 302, headers: { location: '/login' } };
  it.answers(login, login, login, login, {});
  await it.put(await it.tab());
  await it.arrive();
});

row('is replaced by a page that answers 200: a gateway’s login, or maintenance', {}, async (it) => {
  it.answers({ page: true }, { page: true }, { page: true }, { page: true }, {});
  await it.put(await it.tab());
  await it.arrive();
});

for (const status of [301, 302, 303])
  row(`redirects with ${status}, which makes a GET of the post, whose answer is 200`, {}, async (it) => {
    const moved = { status, headers: { location: '/moved' } };
    it.answers(moved, moved, moved, moved, {});
    await it.put(await it.tab());
    await it.arrive();
  });

row('is replaced by a service worker’s offline page while nobody answers', {}, async (it) => {
  const tab = await it.tab();
  await tab.run(async () => {
    const { serviceWorker } = navigator;
    const isInCharge = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
    await serviceWorker.register('/offline-worker.js');
    await isInCharge;
  });
  await it.offline(true);
  await it.put(tab);
  await expect.poll(async () => (await it.heard(tab, 'waiting')).length).toBeGreaterThanOrEqual(3);
  await it.offline(false);
  await it.arrive();
});

row('is reached though the page’s own requests hold the keepalive quota', {}, async (it) => {
  await it.put(await it.tab('/put?with=quota-taken'));
  await it.arrive();
});
