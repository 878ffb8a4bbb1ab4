import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serve } from '../../src/collector/serve.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';
import type { Child } from './child.ts';
import { preparePlaces } from './places.ts';

const { folder, folderPlace, places, spawn, start } = preparePlaces('process');

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

describe.each(places)('a collector over $kind', ({ missing, options }) => {
  it.skipIf(missing)(
    'has stored an interview when its 202 arrives, even if it is killed that very moment',
    async () => {
      const survey = `at-once-${crypto.randomUUID()}`;
      const server = await start(options());
      expect(await post(server.url, anInterview({ survey }))).toBe(202);
      await server.end('SIGKILL');
      const again = await start(options());
      expect(await stored(again, survey)).toBe(1);
      await again.end('SIGTERM');
    },
    60_000,
  );

  it.skipIf(missing).each(['SIGTERM', 'SIGINT'] as const)(
    'finishes what is under way on %s, then ends with 0',
    async (signal) => {
      const survey = `finished-${crypto.randomUUID()}`;
      const server = await start(options());
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

      const again = await start(options());
      expect(await stored(again, survey)).toBe(1);
      await again.end('SIGTERM');
    },
    60_000,
  );
});

describe('a folder', () => {
  it('is opened by one process: a second one ends with a message that says so', async () => {
    const options = folderPlace.options();
    const first = await start(options);
    await expect(start(options)).rejects.toThrow(/in use by another collector/);
    expect(await post(first.url, anInterview())).toBe(202);
    await first.end('SIGTERM');
  });

  it('is found whole by the next start when the first one was killed while it made its database', async () => {
    const options = { dataFolder: join(folder, 'half-made') };
    const interrupted = spawn(options);
    await expect.poll(() => existsSync(join(options.dataFolder, 'unfinished')), { timeout: 10_000 }).toBe(true);
    interrupted.kill('SIGKILL');
    await once(interrupted, 'exit');
    expect(existsSync(join(options.dataFolder, 'database'))).toBe(false);
    const server = await start(options);
    expect(await post(server.url, anInterview())).toBe(202);
    await server.end('SIGTERM');
  });
});

describe('serve', () => {
  it.each([{}, { token: '' }, { token: 'short' }, { token: `short${' '.repeat(20)}` }, { token: null }])(
    'does not start with %o: nobody said who may read',
    async (options) => {
      await expect(serve({ ...options, port: 0 })).rejects.toThrow(/token of at least 16 characters/);
    },
  );

  it('does not start with a token that no header carries', async () => {
    for (const token of ['correct horse battery staple', 'contraseña-de-lectura', 'a-token-of-a-file\nof-two-lines'])
      await expect(serve({ token, port: 0 })).rejects.toThrow(/white space or other characters/);
  });

  it('lets go of its store where the port is taken', async () => {
    const options = { ...folderPlace.options(), open: true, signals: false, print: () => {} };
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
