import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Served, serve } from '../../../src/collector/serve.ts';
import { anInterview } from '../../report/interviews.ts';
import { HOST, openTarget, strainOf, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

/** A body of unknown length that never ends by itself, and how often it was asked for more. */
function endless() {
  const pull = vi.fn((controller: ReadableStreamDefaultController) =>
    controller.enqueue(new Uint8Array(16_384).fill(120)),
  );
  return { pull, body: new ReadableStream({ pull }, { highWaterMark: 0 }) };
}

const send = (path: string, init: RequestInit & { duplex?: 'half' }) =>
  target.fetch(new Request(HOST + path, { method: 'POST', ...init }), '192.0.2.1');

describe('a body of any size', () => {
  it.each(['/login', '/logout', '/v1/surveys', '/v1/tally', '/healthz', '/dashboard', '/nowhere'])(
    'at %s is refused by the length that it announces, over 4 kB',
    async (path) => {
      const response = await send(path, { body: 'x'.repeat(5000), headers: { 'content-length': '5000' } });
      expect(response.status).toBe(413);
    },
  );

  it('at /login is read no further than 4 kB where it announces none', async () => {
    const { pull, body } = endless();
    const response = await send('/login', {
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(401);
    expect(pull.mock.calls.length).toBeLessThan(3);
  });

  it('that is a record is read no further than 96 kB', async () => {
    const { pull, body } = endless();
    const response = await send('/v1/interviews', { body, duplex: 'half', headers: { 'content-type': 'text/plain' } });
    expect(response.status).toBe(413);
    expect(pull.mock.calls.length).toBeLessThan(9);
    expect((await target.post(`${JSON.stringify(anInterview())}${' '.repeat(97 * 1024)}`)).status).toBe(413);
  });

  it('is taken where it is the fullest record that there can be, in a script of three bytes a character', async () => {
    const many = <Value>(n: number, make: (index: number) => Value) =>
      Array.from({ length: n }, (_, index) => make(index));
    const record = anInterview({ comment: '谢'.repeat(10_000), survey: '谢'.repeat(100), office: '谢'.repeat(100) });
    record.org.path = many(10, () => '谢'.repeat(100));
    record.context = Object.fromEntries(many(20, (index) => [`context${index}`, '谢'.repeat(200)]));
    record.indicators = Object.fromEntries(many(20, (index) => [`indicator${index}`, -123456789.125]));
    record.extra = many(15, (index) => ({
      ...{ question: `question-${index}`, state: 'answered' as const, value: '谢'.repeat(500) },
      ...{ textHash: '00000000', position: index + 8 },
    }));
    record.page = { origin: `https://${'a'.repeat(250)}.gov`, path: `/${'x'.repeat(1999)}` };
    expect(await target.post(record)).toMatchObject({ status: 202 });
  });
});

describe('a server that is sent 400 MB', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve({ port: 0, open: true, signals: false, print: () => {}, rateLimit: false });
  });
  afterAll(() => served.close());

  /** Sends chunks for as long as the server takes them, 400 MB at most. */
  const flood = (path: string) =>
    new Promise<void>((resolve) => {
      const socket = connect({ port: Number(new URL(served.url).port), host: '127.0.0.1' });
      const chunk = Buffer.alloc(1_000_000, 120);
      const type = path === '/v1/interviews' ? 'text/plain' : 'application/x-www-form-urlencoded';
      let left = 400;
      socket.on('error', () => {}); // The server hangs up: that is an answer too.
      socket.on('close', () => resolve());
      socket.on('data', () => {});
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const more = () => {
        if (socket.destroyed) return;
        if (left-- === 0) return void socket.destroy();
        socket.write(`${chunk.length.toString(16)}\r\n`);
        socket.write(chunk);
        socket.write('\r\n', more);
      };
      more();
    });

  it.each(['/login', '/v1/interviews', '/logout'])(
    'at %s, five times at once, does not grow by 100 MB',
    async (path) => {
      const { grown, stopped } = await strainOf(() => Promise.all(Array.from({ length: 5 }, () => flood(path))));
      expect(grown).toBeLessThan(100);
      expect(stopped).toBeLessThan(200);
    },
  );
});
