import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCollector } from '../../src/collector/index.ts';
import { openStore } from '../../src/collector/open.ts';
import { openPostgres } from '../../src/collector/postgres.ts';
import { createStore } from '../../src/collector/store.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';
import { bundleServer, type Child, startServer } from './child.ts';
import { Ledger, pause, rowsOf } from './ledger.ts';
import { freePort, type Postgres, startPostgres, withoutPostgres } from './postgres.ts';

let program: string;
beforeAll(async () => {
  program = await bundleServer();
});

describe('a client in trouble', () => {
  let server: Child;
  beforeAll(async () => {
    server = await startServer(program, {});
  });
  afterAll(() => server?.end('SIGTERM'));

  /** Writes a request byte for byte. Resolves with the status of the answer, or nothing where the connection just ends. */
  const write = (parts: readonly string[], leave: (socket: Socket) => void) =>
    new Promise<number | undefined>((resolve) => {
      const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true });
      let answer = '';
      socket.on('data', (text) => {
        answer += text;
      });
      socket.on('error', () => {}); // Closed is closed.
      socket.on('end', () => socket.end());
      socket.on('close', () => resolve(Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]) || undefined));
      for (const part of parts) socket.write(part);
      setTimeout(leave, 100, socket);
    });
  const head = (how: string) => `POST /v1/interviews HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${how}\r\n\r\n`;
  const stored = async (survey: string) =>
    ((await (await fetch(`${server.url}/v1/tally?survey=${survey}`)).json()) as { tally: { interviews: number } }).tally
      .interviews;

  const hangsUp = (socket: Socket) => socket.destroy();
  const saysNoMore = (socket: Socket) => socket.end();
  const body = (survey: string) => JSON.stringify(anInterview({ survey }));
  it.each([
    [
      'goes away before the last byte, which is only a space',
      (text: string) => [head(`Content-Length: ${text.length + 1}`), text],
      hangsUp,
    ],
    [
      'sends no more in the middle of a body',
      (text: string) => [head(`Content-Length: ${text.length}`), text.slice(0, 500)],
      saysNoMore,
    ],
    [
      'announced more than the whole interview that it sent',
      (text: string) => [head(`Content-Length: ${text.length + 1}`), text],
      saysNoMore,
    ],
    [
      'leaves out the last, empty chunk',
      (text: string) => [head('Transfer-Encoding: chunked'), `${text.length.toString(16)}\r\n${text}\r\n`],
      saysNoMore,
    ],
  ])('that %s is not told 202, nor that the interview is at fault', async (_, parts, leave) => {
    const survey = `survey-${crypto.randomUUID()}`;
    const statuses = await Promise.all(Array.from({ length: 8 }, () => write(parts(body(survey)), leave)));
    for (const status of statuses) expect([undefined, 408]).toContain(status);
    expect(await stored(survey)).toBe(0);
  });

  it('who leaves before the answer is stored once, and once only when it comes again', async () => {
    const survey = `survey-${crypto.randomUUID()}`;
    const text = body(survey);
    await write([head(`Content-Length: ${text.length}`), text], hangsUp);
    expect(await stored(survey)).toBe(1);
    expect(await write([head(`Content-Length: ${text.length}\r\nConnection: close`), text], () => {})).toBe(202);
    expect(await stored(survey)).toBe(1);
  });

  it('who is slow holds up nobody else', async () => {
    const slow = Array.from({ length: 100 }, () => {
      const text = body('slow');
      return write([head(`Content-Length: ${text.length}`), text.slice(0, 9)], (socket) =>
        setTimeout(hangsUp, 5000, socket),
      );
    });
    let ended = 0;
    for (const one of slow) one.then(() => ended++);
    await pause(200);
    const ledger = new Ledger();
    expect(await ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1))).toBe(202);
    expect(ended).toBe(0);
    await Promise.all(slow);
  });
});

describe.skipIf(withoutPostgres)(withoutPostgres ?? 'a PostgreSQL in trouble', () => {
  let postgres: Postgres;
  let admin: pg.Client;
  const connectAdmin = async () => {
    admin = new pg.Client(postgres.url);
    admin.on('error', () => {}); // It goes down with the server.
    await admin.connect();
  };
  beforeAll(async () => {
    postgres = await startPostgres();
    await connectAdmin();
  });
  afterAll(async () => {
    await admin?.end();
    await postgres?.stop();
  });
  const options = () => ({ databaseUrl: postgres.url });

  it.each([
    ['has no room left', `raise exception 'No space left on device' using errcode = 'disk_full'`],
    ['swallows rows without a word', 'return null'],
  ])('that %s makes the collector answer 503, and 202 afterwards', async (_, what) => {
    const server = await startServer(program, options());
    const ledger = new Ledger();
    const [fresh, known] = [crypto.randomUUID(), crypto.randomUUID()];
    expect(await ledger.post(server.url, ledger.interview(known, 1))).toBe(202);
    await admin.query(`create function fail() returns trigger language plpgsql as $$ begin ${what}; end $$`);
    await admin.query(
      'create trigger fails before insert or update on interviews for each row execute function fail()',
    );
    expect(await ledger.post(server.url, ledger.interview(fresh, 1))).toBe(503);
    expect(await ledger.post(server.url, ledger.interview(known, 2))).toBe(503);
    ledger.check(await rowsOf(options(), ledger.survey));
    await admin.query('drop function fail cascade');
    expect(await ledger.post(server.url, ledger.interview(fresh, 1))).toBe(202);
    expect(await ledger.post(server.url, ledger.interview(known, 2))).toBe(202);
    expect(ledger.withoutRetryAfter).toEqual([]);
    ledger.check(await rowsOf(options(), ledger.survey));
    await server.end('SIGTERM');
  });

  it('that ends the connections which lie idle is connected to anew at the next post', async () => {
    const server = await startServer(program, options());
    const ledger = new Ledger();
    const many = () =>
      Promise.all(Array.from({ length: 12 }, () => ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1))));
    expect(new Set(await many())).toEqual(new Set([202]));
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cx7'`);
    await pause(100);
    expect(new Set(await many())).toEqual(new Set([202]));
    expect(server.process.exitCode).toBe(null);
    await server.end('SIGTERM');
  });

  it('that hangs makes the collector answer 503 to all who wait, and leaves nothing waiting in it', async () => {
    const database = await openPostgres(postgres.url, { patience: 800 });
    const collector = createCollector({ store: await createStore(database), rateLimit: false, onError: () => {} });
    const interviews = Array.from({ length: 25 }, () => anInterview());
    const post = async (interview: object) => {
      const body = JSON.stringify(interview);
      const headers = { 'content-type': 'text/plain' };
      const response = await collector.fetch(new Request('http://x/v1/interviews', { method: 'POST', headers, body }));
      return { status: response.status, again: response.headers.get('retry-after') };
    };
    await admin.query('begin');
    await admin.query('lock table interviews in access exclusive mode');
    const answers = await Promise.all(interviews.map(post));
    for (const answer of answers) expect(answer).toEqual({ status: 503, again: '5' });
    const { rows } = await admin.query(
      `select pid from pg_stat_activity where application_name = 'cx7' and state = 'active'`,
    );
    await admin.query('rollback');
    expect(rows).toEqual([]);
    for (const interview of interviews) expect((await post(interview)).status).toBe(202);
    await collector.close();
  });

  it('that would answer before a commit is on disk does not for the collector: a crash right after a 202 loses nothing', async () => {
    await admin.query('alter database postgres set synchronous_commit = off');
    const server = await startServer(program, options());
    const ledger = new Ledger();
    for (let index = 0; index < 20; index++)
      expect(await ledger.post(server.url, ledger.interview(crypto.randomUUID(), 1))).toBe(202);
    await postgres.crash();
    ledger.check(await rowsOf(options(), ledger.survey));
    await connectAdmin();
    await admin.query('alter database postgres reset synchronous_commit');
    await server.end('SIGTERM');
  });

  it('gets its tables from collectors that start at once, whatever isolation is its default and however long it takes', async () => {
    await admin.query('create database fresh');
    await admin.query(`alter database fresh set default_transaction_isolation = 'repeatable read'`);
    const url = new URL(postgres.url);
    url.pathname = '/fresh';
    // Somebody else is at it, longer than any statement may take.
    const first = new pg.Client(url.href);
    await first.connect();
    await first.query('begin');
    await first.query('select pg_advisory_xact_lock($1)', [0x637837]);
    const opening = Array.from({ length: 5 }, async () =>
      createStore(await openPostgres(url.href, { patience: 1000 })),
    );
    await pause(2000);
    await first.query('rollback');
    const stores = await Promise.all(opening);
    for (const store of stores) await store.keep(anInterview({ survey: 'fresh' }));
    expect((await there(stores[0]).surveys())[0]?.interviews).toBe(5);
    for (const store of stores) await store.close();
    await first.end();
  });

  it('that is still recovering is waited for by a collector that starts', async () => {
    // Turns the first two away as PostgreSQL does, then leads to the real one.
    let refused = 0;
    const port = await freePort();
    const door = createServer((socket) => {
      socket.on('error', () => {});
      if (refused < 2) {
        socket.once('data', () => {
          refused++;
          const fields = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0');
          const length = Buffer.alloc(4);
          length.writeInt32BE(fields.length + 4);
          socket.end(Buffer.concat([Buffer.from('E'), length, fields]));
        });
        return;
      }
      const inside = connect(Number(new URL(postgres.url).port), '127.0.0.1');
      inside.on('error', () => {});
      socket.pipe(inside).pipe(socket);
    });
    await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
    const url = new URL(postgres.url);
    url.port = String(port);
    const store = await openStore({ databaseUrl: url.href });
    expect(refused).toBe(2);
    expect((await store.keep(anInterview())).changed).toBe(true);
    await store.close();
    door.close();
  });
});
