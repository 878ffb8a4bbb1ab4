import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../src/collector/serve.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';
import { bundleServer, type Child, spawnServer, startServer } from './child.ts';
import { type Postgres, startPostgres, withoutPostgres } from './postgres.ts';

let program: string;
let postgres: Postgres | undefined;
const folder = mkdtempSync(join(tmpdir(), 'cx7-process-'));
beforeAll(async () => {
  program = await bundleServer();
  if (!withoutPostgres) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (url: string, interview: object) => {
  const response = await fetch(`${url}/v1/interviews`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(interview),
  });
  await response.text();
  return response.status;
};

const stored = async ({ url }: Child, survey: string): Promise<number> =>
  ((await (await fetch(`${url}/v1/tally?survey=${survey}`)).json()) as { tally: { interviews: number } }).tally
    .interviews;

const stores = [
  { kind: 'the built-in database', missing: undefined, options: () => ({ dataFolder: join(folder, 'data') }) },
  { kind: 'PostgreSQL', missing: withoutPostgres, options: () => ({ databaseUrl: there(postgres).url }) },
];

describe.each(stores)('a collector over $kind', ({ missing, options }) => {
  it.skipIf(missing)(
    'has stored an interview when its 202 arrives, even if it is killed that very moment',
    async () => {
      const survey = `at-once-${crypto.randomUUID()}`;
      const server = await startServer(program, options());
      expect(await post(server.url, anInterview({ survey }))).toBe(202);
      await server.end('SIGKILL');
      const again = await startServer(program, options());
      expect(await stored(again, survey)).toBe(1);
      await again.end('SIGTERM');
    },
    60_000,
  );

  it.skipIf(missing).each(['SIGTERM', 'SIGINT'] as const)(
    'finishes what is under way on %s, then ends with 0',
    async (signal) => {
      const survey = `finished-${crypto.randomUUID()}`;
      const server = await startServer(program, options());
      // A body of which the last byte is still to come, and somebody who watches the dashboard.
      const body = JSON.stringify(anInterview({ survey }));
      const slow = connect(Number(new URL(server.url).port), '127.0.0.1');
      let answer = '';
      slow.on('data', (text) => {
        answer += text;
      });
      const length = Buffer.byteLength(body);
      slow.write(
        `POST /v1/interviews HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`,
      );
      slow.write(body.slice(0, -1));
      const watching = await fetch(`${server.url}/v1/events`);
      const heard = there(watching.body)
        .pipeTo(new WritableStream())
        .catch(() => {});

      const ended = server.end(signal);
      await heard;
      await expect
        .poll(() =>
          fetch(`${server.url}/healthz`).then(
            () => 'accepts',
            () => 'refuses',
          ),
        )
        .toBe('refuses');
      slow.write(body.slice(-1));
      expect(await ended).toEqual({ code: 0, signal: null });
      expect(answer).toMatch(/^HTTP\/1\.1 202 /);

      const again = await startServer(program, options());
      expect(await stored(again, survey)).toBe(1);
      await again.end('SIGTERM');
    },
    60_000,
  );
});

describe('a folder', () => {
  it('is opened by one process: a second one ends with a message that says so', async () => {
    const options = { dataFolder: join(folder, 'data') };
    const first = await startServer(program, options);
    await expect(startServer(program, options)).rejects.toThrow(/in use by another collector/);
    expect(await post(first.url, anInterview())).toBe(202);
    await first.end('SIGTERM');
  });

  it('is found whole by the next start when the first one was killed while it made its database', async () => {
    const options = { dataFolder: join(folder, 'half-made') };
    const interrupted = spawnServer(program, options);
    await expect.poll(() => existsSync(join(options.dataFolder, 'unfinished')), { timeout: 10_000 }).toBe(true);
    interrupted.kill('SIGKILL');
    await once(interrupted, 'exit');
    expect(existsSync(join(options.dataFolder, 'database'))).toBe(false);
    const server = await startServer(program, options);
    expect(await post(server.url, anInterview())).toBe(202);
    await server.end('SIGTERM');
  });
});

describe('serve', () => {
  it.each([{}, { token: '' }, { token: 'short' }, { token: null }])(
    'does not start with %o: nobody said who may read',
    async (options) => {
      await expect(serve({ ...options, port: 0 })).rejects.toThrow(/token of at least 16 characters/);
    },
  );

  it('lets go of its store where the port is taken', async () => {
    const options = { dataFolder: join(folder, 'data'), open: true, signals: false, print: () => {} };
    const first = await serve({ ...options, port: 0, dataFolder: undefined });
    const port = Number(new URL(first.url).port);
    await expect(serve({ ...options, port })).rejects.toThrow(/EADDRINUSE/);
    const second = await serve({ ...options, port: 0 });
    await second.close();
    await first.close();
  });

  it('says where it listens, and warns of what will not last and who may read', async () => {
    const lines: string[] = [];
    const served = await serve({ port: 0, open: true, signals: false, print: (line) => lines.push(line) });
    expect(lines.join('\n')).toMatch(new RegExp(`${served.url}[\\s\\S]*Everybody[\\s\\S]*memory only`));
    await served.close();
  }, 30_000);
});
