import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/collector/open.ts';
import { fingerprint } from '../../src/instrument/index.ts';
import { anInterview } from '../report/interviews.ts';
import { buildCli, type Cli } from './run.ts';

const survey = 'feedback';
const CONFIG = { survey, names: { service: 'Parks' }, endpoint: '/v1/interviews' };
const asked = 'This interaction increased my confidence in Parks.';
const textHash = fingerprint(asked);
/** Names the service as well. */
const leftOpen = 'I am satisfied with the service I received from Parks.';

let cli: Cli;
const data = mkdtempSync(join(tmpdir(), 'cx7-report-'));
beforeAll(async () => {
  cli = await buildCli();
  const store = await openStore({ databaseUrl: undefined, dataFolder: data });
  for (const trust of [2, 5])
    await store.keep(
      anInterview({
        survey,
        recruitment: 'self-initiated',
        scores: { trust },
        hashes: { trust: textHash, satisfaction: fingerprint(leftOpen) },
      }),
    );
  await store.close();
}, 120_000);
afterAll(async () => {
  await cli.remove();
  rmSync(data, { recursive: true, force: true });
});

const report = (...more: string[]) =>
  cli.run(['report', survey, '--from', '2020-01-01', '--until', '2030-01-01', '--data', data, ...more]);

describe('cx7 report of a survey that everybody asked for', () => {
  it('has their answers, in the words that they were asked in', async () => {
    const file = await cli.write('parks.json', JSON.stringify(CONFIG));
    const { code, out, err } = await report('--format', 'csv', '--config', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`2,trust,${asked},0,1,0,0,1,2,"came by themselves, not weighted",`);
  }, 60_000);

  it('has no words of another config, and says which are missing', async () => {
    const file = await cli.write('renamed.json', JSON.stringify({ ...CONFIG, names: { service: 'National Parks' } }));
    const { code, out, err } = await report('--format', 'csv', '--config', file);
    expect(code).toBe(0);
    expect(out).toContain('2,trust,,0,1,0,0,1,2,');
    expect(out).not.toContain('National Parks');
    expect(err).toMatch(/^cx7: the text of 2 wordings is not known: /);
    expect(err).toContain(textHash);
    const earlier = await cli.write('parks.json', JSON.stringify(CONFIG));
    const both = await report('--format', 'csv', '--config', file, '--config', earlier);
    expect(both.out).toContain(`2,trust,${asked},`);
  }, 60_000);

  it('lists the wordings in JSON as well', async () => {
    const { out } = await report();
    expect(JSON.parse(out).wordings).toContainEqual(
      expect.objectContaining({ measure: 'trust', textHash, lang: 'en', recruitment: 'self-initiated', n: 2 }),
    );
  }, 60_000);

  it('counts dates from midnight to midnight of the time zone, as they were typed', async () => {
    const zone = ['--time-zone', 'America/New_York', '--data', data];
    const days = ['--from', '2026-01-01', '--until', '2026-04-01'];
    const { out } = await cli.run(['report', survey, ...days, ...zone]);
    expect(JSON.parse(out)).toMatchObject({ from: '2026-01-01T05:00:00.000Z', until: '2026-04-01T04:00:00.000Z' });
    const csv = await cli.run(['report', survey, ...days, ...zone, '--format', 'csv']);
    expect(csv.out).toMatch(/,2026-01-01,2026-03-31\r\n$/);
    expect((await cli.run(['report', survey, '--quarter', '2026Q2', ...zone])).out).toBe(out);
    const times = ['--from', '2026-01-01T00:00:00Z', '--until', '2026-01-01T12:00:00-05:00'];
    expect(JSON.parse((await cli.run(['report', survey, ...times, ...zone])).out)).toMatchObject({
      from: '2026-01-01T00:00:00.000Z',
      until: '2026-01-01T17:00:00.000Z',
    });
  }, 60_000);

  it('refuses a survey that is not there, and names those that are', async () => {
    const period = ['--from', '2020-01-01', '--until', '2030-01-01', '--data', data];
    expect(await cli.run(['report', 'feedbak', ...period])).toEqual({
      code: 1,
      out: '',
      err: 'cx7: There is no survey feedbak here. There is feedback.\n',
    });
    const early = await cli.run(['report', survey, '--from', '2019-01-01', '--until', '2019-02-01', '--data', data]);
    expect(early).toMatchObject({ code: 0, err: expect.stringContaining('no interviews of feedback from 2019') });
    const file = await cli.write('new.json', JSON.stringify({ ...CONFIG, survey: 'new' }));
    expect(await cli.run(['report', 'new', ...period, '--config', file])).toMatchObject({ code: 0 });
  }, 60_000);

  it('refuses the config of another survey', async () => {
    const file = await cli.write('other.json', JSON.stringify({ ...CONFIG, survey: 'other' }));
    expect(await report('--config', file)).toMatchObject({ code: 2, out: '' });
  });
});
