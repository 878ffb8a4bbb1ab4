import { expect, row } from './matrix.ts';
import type { FAULTS } from './pages.ts';

/** With one layer of storage out of order, records outlive their page in the other. */
const ONE_LAYER = [
  'database-missing',
  'database-throws',
  'database-fails',
  'database-hangs',
  'quota-at-open',
  'quota-at-put',
  'journal-blocked',
  'journal-full',
] as const satisfies (keyof typeof FAULTS)[];

for (const fault of ONE_LAYER)
  row(`${fault}, down, reloaded, up`, {}, async (it) => {
    const tab = await it.tab(`/put?with=${fault}`);
    await it.site.down();
    const durability = await it.put(tab);
    expect(durability).toEqual(Array(3).fill(fault.startsWith('journal') ? 'memory' : 'journal'));
    const told = fault.startsWith('journal') ? 'indexeddb' : 'journal';
    await expect
      .poll(async () => (await it.pending(tab)).map(({ durability }) => durability), { timeout: 15_000 })
      .toEqual(Array(3).fill(told));
    await tab.reload();
    await it.site.up();
    await it.arrive();
  });

for (const [title, path] of [
  ['all storage throws', '/put?with=database-throws,journal-blocked'],
  ['all storage is forbidden: a page in a sandbox', '/put?sandbox'],
  ['everything is full', '/put?with=quota-at-put,journal-full'],
] as const)
  row(`${title}: kept in memory while the page lives`, {}, async (it) => {
    const tab = await it.tab(path);
    await it.site.down();
    expect(await it.put(tab)).toEqual(['memory', 'memory', 'memory']);
    expect((await it.pending(tab)).map(({ durability }) => durability)).toEqual(['memory', 'memory', 'memory']);
    await it.site.up();
    await it.arrive();
  });

row('the database is deaf at first and hears later', {}, async (it) => {
  const tab = await it.tab('/put?with=database-hangs');
  await it.site.down();
  await it.put(tab);
  await tab.close();
  const next = await it.tab();
  await expect
    .poll(async () => (await it.pending(next)).map(({ durability }) => durability))
    .toEqual(['indexeddb', 'indexeddb', 'indexeddb']);
  await it.site.up();
  await it.arrive();
});

row('rubbish under the outbox’s keys', { left: 6 }, async (it) => {
  const tab = await it.tab();
  await it.site.down();
  await it.put(tab);
  await tab.run(async () => {
    const rubbish = [
      ['not:1', 'text'],
      ['null:1', null],
      ['shape:1', { v: 1, key: 'shape:1', id: 'shape', revision: 1, body: '{' }],
      ['future:1', { v: 99, key: 'future:1', id: 'future', revision: 1, body: '{}' }],
    ] as const;
    for (const [key, value] of rubbish) localStorage[`cx7:journal:cx7:${key}`] = JSON.stringify(value);
    localStorage['cx7:journal:cx7:cut'] = '{"v":1,"key":"cu';
    localStorage['cx7:journal:'] = '';
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('cx7:cx7');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction('outbox', 'readwrite');
      for (const [key, value] of rubbish) transaction.objectStore('outbox').put(value, key);
      transaction.objectStore('outbox').put(new Uint8Array(8), 42);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    db.close();
  });
  await tab.reload();
  await it.site.up();
  await it.arrive();
});
