import { inspect } from 'node:util';
import { expect, it, vi } from 'vitest';
import { createCollector } from '../../../src/collector/index.ts';
import { openPglite } from '../../../src/collector/pglite.ts';
import { createStore } from '../../../src/collector/store.ts';
import { withoutRecords } from '../../../src/collector/trouble.ts';
import { anInterview } from '../../report/interviews.ts';
import { HOST, openTarget } from './target.ts';

const SECRET = 'my daughter is called Beatrix';

it('what a database says of a record that it refuses is logged without a word of the record', async () => {
  const database = await openPglite();
  const store = await createStore(database);
  await database.query(`alter table interviews add constraint short check (length(record::text) < 10)`);
  const onError = vi.fn();
  const target = await openTarget({ store, onError });
  expect((await target.post(anInterview({ comment: SECRET, survey: SECRET }))).status).toBe(503);
  const logged = inspect(onError.mock.calls, { depth: 20, showHidden: true });
  expect(logged).toContain('23514');
  expect(logged).not.toContain('Beatrix');
  await target.close();
});

it('nor of one that a function of the database quotes', async () => {
  const database = await openPglite();
  const store = await createStore(database);
  await database.query(
    `create function tell() returns trigger language plpgsql as $$ begin raise exception 'bad record: %', new.record; end $$`,
  );
  await database.query('create trigger tells before insert on interviews for each row execute function tell()');
  const onError = vi.fn();
  const target = await openTarget({ store, onError });
  expect((await target.post(anInterview({ comment: SECRET }))).status).toBe(503);
  expect(inspect(onError.mock.calls, { depth: 20, showHidden: true })).not.toContain('Beatrix');
  await target.close();
});

it('what is wrong with the connection or the disk is still said', () => {
  const gone = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), { code: 'ECONNREFUSED', port: 5432 });
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
  expect(withoutRecords(new Error('It failed.', { cause: gone })).cause).toMatchObject({ message: gone.message });
  expect(withoutRecords(full)).toMatchObject({ message: full.message, code: '53100' });
});

it('a refusal is logged with its reason and its site, and nothing of the body', async () => {
  const lines: string[] = [];
  const collector = createCollector({ store: {} as never, onNotice: (line) => lines.push(line), origins: ['*'] });
  const headers = { 'content-type': 'text/plain', origin: 'https://www.agency.example' };
  const body = JSON.stringify({ ...anInterview({ comment: SECRET }), [SECRET]: SECRET });
  await collector.fetch(new Request(`${HOST}/v1/interviews`, { method: 'POST', headers, body }));
  expect(lines).toEqual(['Refused a post from https://www.agency.example: the body is not a valid record.']);
});
