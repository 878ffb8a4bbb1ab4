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

let cli: Cli;
const data = mkdtempSync(join(tmpdir(), 'cx7-report-'));
beforeAll(async () => {
  cli = await buildCli();
  const store = await openStore({ databaseUrl: undefined, dataFolder: data });
  for (const trust of [2, 5])
    await store.keep(
      anInterview({ survey, recruitment: 'self-initiated', scores: { trust }, hashes: { trust: textHash } }),
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
    expect(err).toContain(`the text of 1 wording is not known: ${textHash}.`);
    const earlier = await cli.write('parks.json', JSON.stringify(CONFIG));
    const both = await report('--format', 'csv', '--config', file, '--config', earlier);
    expect(both.out).toContain(`2,trust,${asked},`);
  }, 60_000);

  it('lists the wordings in JSON as well', async () => {
    const { out } = await report();
    expect(JSON.parse(out).wordings).toMatchObject([
      { measure: 'trust', textHash, lang: 'en', recruitment: 'self-initiated', n: 2 },
    ]);
  }, 60_000);

  it('refuses the config of another survey', async () => {
    const file = await cli.write('other.json', JSON.stringify({ ...CONFIG, survey: 'other' }));
    expect(await report('--config', file)).toMatchObject({ code: 2, out: '' });
  });
});
