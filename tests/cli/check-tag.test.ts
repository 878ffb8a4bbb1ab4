import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawOn, tagFindings } from '../../src/cli/check-tag.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { readTag } from '../../src/page/tag.ts';
import { buildCli, type Cli } from './run.ts';

const config: SurveyConfig = {
  survey: 'permits',
  names: { service: 'Building Permits' },
  endpoint: '/v1/interviews',
  sampling: { rate: 0.1 },
};
const hashes = { 'cx7.js': 'sha384-Loader', 'cx7.all.js': 'sha384-All' };

const GOOD = {
  src: `/cx7/v${VERSION}/cx7.js`,
  'data-config': '/cx7.json',
  'data-survey': 'permits',
  'data-unit': 'session',
  'data-rate': '0.1',
  'data-endpoint': '/v1/interviews',
  nonce: '{{ nonce }}',
  integrity: 'sha384-Loader',
  crossorigin: 'anonymous',
};

/** A good tag, changed; undefined takes an attribute away. */
const tag = (changes: Record<string, string | undefined> = {}) =>
  `<script ${Object.entries({ ...GOOD, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ')}></script>`;

const findings = (html: string, of: SurveyConfig = config) =>
  tagFindings({ config: of, configFile: 'public/cx7.json', html, htmlFile: 'page.html', hashes });

/** Severity and message of each. */
const said = (html: string, of?: SurveyConfig) =>
  findings(html, of).map(({ severity, message }) => `${severity} ${message}`);

describe('a tag that fits its config', () => {
  it.each([
    ['as npx cx7 tag writes it', {}],
    [
      'without a draw',
      { 'data-survey': undefined, 'data-unit': undefined, 'data-rate': undefined, 'data-endpoint': undefined },
    ],
    ['of all in one file', { src: '/cx7.all.js', integrity: 'sha384-All' }],
    [
      'from another site, with a query',
      { src: `https://cdn.gov/v${VERSION}/cx7.js?a=1`, 'data-config': '/x/cx7.json?1#2' },
    ],
    ['with a second hash', { integrity: ' sha256-Other\tsha384-Loader ' }],
    ['with a higher rate than it needs', { 'data-rate': '.5' }],
    ['with an empty salt', { 'data-salt': '' }],
  ])('%s', (_, changes) => {
    expect(said(tag(changes))).toEqual([]);
  });

  it('with an adapter and its settings', () => {
    const endpoint = { adapter: 'function', name: 'keep' } as const;
    expect(said(tag({ 'data-endpoint': '{"name": "keep", "adapter": "function"}' }), { ...config, endpoint })).toEqual(
      [],
    );
  });

  it('with the config in the page, whatever its $schema', () => {
    const inline = `<script type="application/json" data-cx7>${JSON.stringify({ ...config, $schema: 'x' })}</script>`;
    expect(said(`${inline}${tag({ 'data-config': undefined })}`)).toEqual([]);
  });

  it('in capitals, without quotes and with references', () => {
    const html = `<SCRIPT SRC=/cx7/v${VERSION}/cx7.js DATA-CONFIG="&#x2f;cx7.json" Integrity='sha384-Loader' CrossOrigin async></SCRIPT>`;
    expect(said(html)).toEqual([]);
  });
});

describe('a tag that does not fit', () => {
  it.each([
    ['src', 'warning', { src: '/cx7/v0.0.9/cx7.js', integrity: 'sha384-Older' }, 'leads to version 0.0.9'],
    ['integrity', 'warning', { integrity: undefined }, 'Write integrity="sha384-Loader".'],
    ['integrity', 'error', { integrity: 'sha384-Other' }, 'is not that of cx7.js of version'],
    ['integrity', 'error', { integrity: 'sha384-All' }, 'is not that of cx7.js of version'],
    ['crossorigin', 'warning', { crossorigin: undefined }, 'once another site serves it'],
    ['crossorigin', 'error', { crossorigin: undefined, src: '//cdn.gov/cx7.js' }, 'browsers block'],
    [
      'data-config',
      'warning',
      { 'data-config': '/other.json' },
      'leads to /other.json, and public/cx7.json was checked',
    ],
    ['data-config', 'warning', { 'data-config': undefined }, 'the page has no config in it either'],
    ['data-survey', 'warning', { 'data-survey': undefined }, 'the draw on the tag is incomplete'],
    ['data-unit', 'warning', { 'data-unit': 'person' }, 'Write one of session, visitor, pageview, interaction.'],
    ['data-rate', 'warning', { 'data-rate': '5' }, 'Write a number from 0 to 1, such as 0.05.'],
    ['data-survey', 'warning', { 'data-survey': 'licenses' }, '"licenses"'],
    ['data-salt', 'warning', { 'data-salt': '2025' }, '"2025"'],
    ['data-rate', 'warning', { 'data-rate': '0.01' }, '0.01'],
    ['data-endpoint', 'warning', { 'data-endpoint': undefined }, 'it is missing'],
    ['data-endpoint', 'warning', { 'data-endpoint': '/v2' }, 'it is not the endpoint of the config'],
  ])('%s: %s, %j', (path, severity, changes, words) => {
    const found = findings(tag(changes));
    expect(found).toEqual([expect.objectContaining({ file: 'page.html', line: 1, severity, path })]);
    expect(found[0]?.message).toContain(words);
    expect(found[0]?.message).toMatch(new RegExp(`^${path}: .*\\. .*\\.$`));
  });

  it('has this version’s hash at the address of another', () => {
    expect(said(tag({ src: '/cx7/v0.0.9/cx7.js' })).map((line) => line.split(':')[0])).toEqual([
      'warning src',
      'error integrity',
    ]);
  });

  it('has a draw, though the config wants none', () => {
    const found = findings(tag(), { ...config, test: true });
    expect(found).toEqual([expect.objectContaining({ path: 'data-rate', fix: 'Take the draw off the tag.' })]);
  });

  it('stands in a page with another config', () => {
    const page = (text: string) =>
      `<script type=application/json data-cx7>${text}</script>${tag({ 'data-config': undefined })}`;
    for (const text of ['{ "survey": "licenses" }', 'not JSON'])
      expect(said(page(text))).toEqual([
        'warning script: the config in the page is not that of public/cx7.json. Print it again with npx cx7 tag --inline.',
      ]);
  });

  it('is not there', () => {
    expect(said('<p>Nothing</p>')).toEqual([
      'error script: there is no script tag for cx7 here: there is no <script> that is complete, with a src that ends in cx7.js or cx7.all.js. Print the tag with npx cx7 tag.',
    ]);
    expect(said('<script src="/mycx7.js"></script><script>cx7.js</script>')).toEqual([
      'error script: there is no script tag for cx7 here: no src ends in cx7.js or cx7.all.js. Print the tag with npx cx7 tag.',
    ]);
  });

  it('is there twice: both are compared', () => {
    const found = findings(`<head>\n  ${tag()}\n</head>\n  ${tag({ 'data-rate': '0.01' })}`);
    expect(found.map(({ line, severity, path }) => [line, severity, path])).toEqual([
      [4, 'warning', 'script'],
      [4, 'warning', 'data-rate'],
    ]);
  });

  it('is not the one of another survey on the page', () => {
    const other = tag({ 'data-config': '/other.json', 'data-survey': 'licenses', 'data-endpoint': '/v2' });
    expect(said(`${other}\n${tag()}`)).toEqual([]);
    expect(said(`${other}\n${tag({ 'data-rate': '0.01' })}`)).toEqual([expect.stringContaining('warning data-rate')]);
  });

  it('is missing among those of other surveys, which are not compared', () => {
    const other = (survey: string) =>
      tag({ 'data-config': `/${survey}.json`, 'data-survey': survey, 'data-rate': '1' });
    const undrawn = { 'data-survey': undefined, 'data-unit': undefined, 'data-rate': undefined };
    expect(said(`${other('renewal')}\n${tag({ 'data-config': '/feedback.json', ...undrawn })}`)).toEqual([
      'error script: no tag on this page is for public/cx7.json: its tags lead to /renewal.json and /feedback.json. Print one with npx cx7 tag public/cx7.json.',
    ]);
    expect(said(other('renewal'))).toEqual([
      'error script: no tag on this page is for public/cx7.json: its tag leads to /renewal.json. Print one with npx cx7 tag public/cx7.json.',
    ]);
  });

  it('is of another version than the tag before it', () => {
    const other = tag({ src: '/cx7/v0.0.9/cx7.js', 'data-config': '/other.json' });
    expect(said(`${other}\n${tag()}`)).toEqual([
      'warning src: another tag of this page has cx7 in another version, and only the one that loads first runs. Write the same version in both.',
    ]);
  });

  it('is pointed at where it is wrong', () => {
    const html = `<html>\r\n<p>😀</p> ${tag({ 'data-rate': '0.01' })}`;
    const column = [...`<p>😀</p> ${tag().split('data-rate')[0]}`].length + 1;
    expect(findings(html)).toEqual([expect.objectContaining({ line: 2, column, path: 'data-rate' })]);
  });
});

it('a draw is read as the page reads it', () => {
  const rates = ['0', '1', '.5', '0.05', '5 %', '1e-3', '', 'NaN', '-1', '2', undefined];
  for (const survey of ['permits', '', undefined])
    for (const unit of ['session', 'visitor', 'pageview', 'interaction', 'Session', undefined])
      for (const rate of rates)
        for (const salt of ['', 'a', undefined]) {
          const values = { 'data-survey': survey, 'data-unit': unit, 'data-rate': rate, 'data-salt': salt };
          const draw = drawOn((name) => values[name as keyof typeof values]);
          const given = Object.fromEntries(
            Object.entries({ survey, unit, rate, salt }).filter(([, value]) => value !== undefined),
          );
          expect('wrong' in draw ? undefined : draw).toEqual(readTag(given).draw);
        }
});

describe('cx7 check --tag', () => {
  let cli: Cli;
  let file: string;
  beforeAll(async () => {
    cli = await buildCli();
    file = await cli.write('survey.json', JSON.stringify(config));
  }, 60_000);
  afterAll(() => cli.remove());

  it('passes what npx cx7 tag prints, as text and in a page', async () => {
    const { out } = await cli.run(['tag', file]);
    const page = await cli.write('page.html', `<!doctype html>\n<head>\n${out}</head>`);
    const alone = await cli.run(['check', file]);
    expect(await cli.run(['check', file, '--tag', ` ${out}`])).toEqual(alone);
    expect(await cli.run(['check', file, '--tag', page])).toEqual(alone);
  });

  it('says what does not fit after what is wrong with the config, and exits with 1 where a browser would block it', async () => {
    const page = await cli.write(
      'page.html',
      '<p>\n  <script src="/cx7.js" integrity="sha384-Old" data-config="/survey.json">',
    );
    const { code, out } = await cli.run(['check', '--json', file, '--tag', page]);
    expect(code).toBe(1);
    const { errors, findings } = JSON.parse(out);
    expect(errors).toBe(1);
    expect(findings.slice(-2)).toMatchObject([
      { file: page, line: 2, column: 3, severity: 'warning', path: 'crossorigin' },
      {
        file: page,
        line: 2,
        column: 25,
        severity: 'error',
        path: 'integrity',
        fix: 'Write integrity="sha384-AbC+/=".',
      },
    ]);
  });

  it('does not compare with a config that has errors', async () => {
    const { code, out, err } = await cli.run(['check', 'demo/surveys/broken/rate-too-high.json', '--tag', '<script>']);
    expect(code).toBe(1);
    expect(out).not.toContain('--tag:');
    expect(err).toBe('cx7: the tag was not compared: fix the errors in the config first.\n');
  });

  it.each([
    [['a.json', 'b.json'], 'A tag is for one config. Check the others by themselves: npx cx7 check b.json'],
    [
      ['demo/surveys/smallest.json'],
      'none.html cannot be read: there is no such file. Check the path; it is taken from the current folder.',
    ],
  ])('refuses %j', async (files, err) => {
    expect(await cli.run(['check', ...files, '--tag', 'none.html'])).toEqual({
      code: 2,
      out: '',
      err: `cx7: ${err}\n`,
    });
  });
});
