import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { Ledger, pause, rowsOf, tallyOf } from './ledger.ts';
import { preparePlaces } from './places.ts';

// Databases start anew several times over.
vi.setConfig({ testTimeout: 180_000 });

const { folder, folderPlace, places, start } = preparePlaces('crash');

describe.each(places)('a collector over $kind', ({ missing, options }) => {
  it.skipIf(missing)('has what it answered 202 to, killed in the middle of a burst again and again', async () => {
    const ledger = new Ledger();
    for (let round = 1; round <= 4; round++) {
      const server = await start(options());
      const burst = ledger.burst(server.url);
      await expect.poll(() => ledger.accepted, { timeout: 60_000, interval: 5 }).toBeGreaterThan(round * 40);
      expect((await server.end('SIGKILL')).signal).toBe('SIGKILL');
      await burst;
    }
    expect(Object.keys(ledger.statuses)).toEqual(['0', '202']);

    const server = await start(options());
    const tally = await tallyOf(server, ledger.survey);
    await server.end('SIGTERM');
    const rows = await rowsOf(options(), ledger.survey);
    ledger.check(rows);
    ledger.checkTally(rows, tally);
  });

  it.skipIf(missing)('stops in the middle of a burst without a broken promise or a refusal', async () => {
    const ledger = new Ledger();
    const server = await start(options());
    const burst = ledger.burst(server.url);
    await expect.poll(() => ledger.accepted, { timeout: 60_000, interval: 5 }).toBeGreaterThan(40);
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await burst;
    expect(Object.keys(ledger.statuses)).toEqual(['0', '202']);
    ledger.check(await rowsOf(options(), ledger.survey));
  });
});

describe('a folder on a disk that fails', () => {
  it.each(['writeSync', 'fsyncSync'])(
    'is answered for with 503 while %s fails, and with 202 again soon after, without anybody’s doing',
    async (call) => {
      const options = folderPlace.options();
      const failing = join(folder, 'the-disk-is-full');
      const server = await start(options, {
        imports: fileURLToPath(new URL('./full-disk.mjs', import.meta.url)),
        env: { CX7_DISK_FAILS_WHILE: failing, CX7_DISK_FAILS_AT: call },
      });
      const ledger = new Ledger();
      const post = () => ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1));
      expect(await post()).toBe(202);

      writeFileSync(failing, '');
      expect(await Promise.all([post(), post(), post(), post()])).toEqual([503, 503, 503, 503]);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
      rmSync(failing);

      await expect.poll(post, { timeout: 60_000, interval: 500 }).toBe(202);
      expect(ledger.withoutRetryAfter).toEqual([]);
      expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
      ledger.check(await rowsOf(options, ledger.survey));
    },
  );

  it('lets its collector be stopped while the disk still fails', async () => {
    const options = folderPlace.options();
    const failing = join(folder, 'the-disk-stays-full');
    const server = await start(options, {
      imports: fileURLToPath(new URL('./full-disk.mjs', import.meta.url)),
      env: { CX7_DISK_FAILS_WHILE: failing, CX7_DISK_FAILS_AT: 'writeSync' },
    });
    const ledger = new Ledger();
    expect(await ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1))).toBe(202);
    writeFileSync(failing, '');
    // Past the moment at which it tries to start its database again.
    for (const ms of [0, 6000]) {
      await pause(ms);
      expect(await ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1))).toBe(503);
    }
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    ledger.check(await rowsOf(options, ledger.survey));
  });
});
