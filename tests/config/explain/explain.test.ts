import { describe, expect, it } from 'vitest';
import { explain, explainConfig, type Problem } from '../../../src/config/explain/explain.ts';
import { LANGUAGES } from '../../../src/instrument/languages/index.ts';
import { broken, example } from '../examples.ts';

const smallest = example('smallest.json');

/** The messages for the smallest survey with some fields more, one a line. */
const said = (more: object): string => messages({ ...smallest, ...more });
const messages = (config: unknown): string => inShort(explainConfig(config));
/** A language more changes no snapshot. */
const inShort = (problems: readonly Problem[]): string =>
  problems
    .map(({ message }) => message)
    .join('\n')
    .replaceAll(LANGUAGES.map((lang) => `"${lang}"`).join(', '), '<the languages>');

describe('what somebody reads whose config is refused', () => {
  const cases: [what: string, more: object][] = [
    ['a missing field', { survey: undefined, names: {} }],
    ['a missing object', { names: undefined }],
    ['a missing endpoint', { endpoint: undefined }],
    ['an id with capitals and a space', { survey: 'Parks Reservation' }],
    ['an empty name', { names: { service: '' } }],
    ['a name that is too long', { names: { service: 'Campsite Reservations '.repeat(6) } }],
    ['a name that is no text', { names: { service: 5 } }],
    ['a name where names are expected', { names: 'Campsite Reservations' }],
    ['language tags in another form', { names: { service: { EN: 'x', es_MX: 'y' } } }],
    ['a text in one language that is none', { names: { service: { en: 'x', es: null } } }],
    ['an endpoint without https', { endpoint: 'http://parks.gov/v1/interviews' }],
    ['an endpoint without a scheme', { endpoint: 'parks.gov/v1/interviews' }],
    ['an endpoint without https and with a user name', { endpoint: 'http://user:pw@parks.gov/v1/interviews' }],
    ['a relative endpoint', { endpoint: 'v1/interviews' }],
    ['an endpoint that is a number', { endpoint: 8787 }],
    ['an adapter that does not exist', { endpoint: { adapter: 'touchpoints', url: '/x' } }],
    ['an adapter that is left out', { endpoint: { url: '/x' } }],
    ['an adapter without its address', { endpoint: { adapter: 'http' } }],
    ['an adapter with the field of another', { endpoint: { adapter: 'function', name: 'crm.save', url: '/x' } }],
    ['a header with a space', { endpoint: { adapter: 'http', url: '/x', headers: { 'X Survey': '1' } } }],
    ['a function called instead of named', { endpoint: { adapter: 'function', name: 'window.crm.save()' } }],
    ['a percentage as a rate', { sampling: { rate: 5 } }],
    ['a percentage in quotation marks', { sampling: { rate: '10 %' } }],
    ['a number in quotation marks', { sampling: { rate: '0.05' } }],
    ['a rate below nothing', { sampling: { rate: -0.5 } }],
    ['the rate of an office', { sampling: { offices: { 'New York': 25 } } }],
    ['a fraction where it counts', { sampling: { quota: { target: 99.5, received: 0 } } }],
    ['a number out of bounds', { comment: { limit: 50 }, trigger: { delaySeconds: 86_400 } }],
    ['a misspelt choice', { sampling: { unit: 'sesion' }, coding: { level: 'Journey' } }],
    ['a choice that does not exist', { display: { placement: 'modal' } }],
    ['an edition that does not exist yet', { edition: 'a11-2023-likert' }],
    ['a switch that is a word', { enabled: 'yes', test: 0 }],
    ['null', { employee: null }],
    ['dates as they are written in the US', { wave: { from: '3/1/2026', until: '05/31/2026' } }],
    ['a date that is none', { wave: { from: 'spring' } }],
    ['days that do not exist', { wave: { from: '2026-02-30', until: '2027-02-29' } }],
    ['a code with a control character', { coding: { office: 'DC\u000001' } }],
    [
      'a header’s value that browsers do not send',
      { endpoint: { adapter: 'http', url: '/x', headers: { 'X-Office': 'Büro' } } },
    ],
    ['an OMB number with its prefix', { omb: { controlNumber: 'OMB No. 1405-0193', expires: '2028-09-30' } }],
    ['a clearance without its date', { omb: { controlNumber: '1405-0193' } }],
    ['a short color', { display: { accent: '#06c' } }],
    ['a color by name', { display: { accent: 'blue' } }],
    ['a language that is not there', { languages: ['en', 'de'] }],
    ['languages that are misspelt', { languages: ['en', 'sp', 'cn', 'kr', 'Vietnamise', 'port'] }],
    ['a text in a language that is misspelt', { names: { service: { en: 'x', Spansh: 'y' } } }],
    [
      'languages by other tags and by name',
      { languages: ['es-US', 'zh-CN', 'zh-TW', 'pt', 'fil', 'Spanish', 'kreyol'] },
    ],
    ['one language without its list', { languages: 'Spanish' }],
    ['texts in languages by name', { names: { service: { English: 'x', 'Chinese (Traditional)': 'y' } } }],
    ['no language', { languages: [] }],
    ['one entry without its list', { context: 'queue' }],
    ['names with spaces', { indicators: ['wait seconds'] }],
    ['too many entries', { context: Array(25).fill('queue') }],
    ['a path without its slash', { pages: { include: ['claims/*', 'https://www.va.gov/claims'] } }],
    ['a path as a regular expression', { pages: { include: ['^/claims/.*$', '^(a|b)$'] } }],
    ['a misspelt key', { display: { placment: 'inline' } }],
    ['a key in another style', { sampling: { cooldown_days: 30 } }],
    ['keys at the wrong place', { rate: 0.1, cooldownDays: 30, url: '/x' }],
    ['two keys in one word', { samplingRate: 0.1 }],
    ['a key like one that is there', { names2: { service: 'X' } }],
    ['a key of a part that has another shape', { endpoint: { adapter: 'http', url: '/x' }, name: 'crm.save' }],
    ['a key that is nowhere', { telemetry: true, display: { shadow: 1 } }],
    ['a key that is taken already', { display: { accent: '#005ea2', accents: '#005ea2' } }],
    ['a list for an object', { trigger: ['load'] }],
    ['an overall statement reworded', { wording: { satisfaction: 'I am happy.', trust: { en: 'I have faith.' } } }],
    ['an overall statement reworded, and too long', { wording: { trust: 'x'.repeat(301) } }],
    ['“I trust …” without its names', { variants: { trust: 'trust' } }],
    ['a dialog that opens by itself', { display: { placement: 'dialog' } }],
    ['an inline survey without a place', { display: { placement: 'inline' } }],
    ['a click on nothing', { trigger: { on: 'click' } }],
    ['visitors who are forgotten', { sampling: { unit: 'visitor' } }],
    ['a wave that ends before it begins', { wave: { from: '2026-05-01', until: '2026-04-30' } }],
  ];
  it.each(cases)('%s', (_, more) => {
    expect(said(more)).toMatchSnapshot();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['a list', []],
    ['an empty object', {}],
  ])('%s', (_, config) => {
    expect(messages(config)).toMatchSnapshot();
  });

  it.each(Object.keys(broken))('broken/%s', (name) => {
    const { problems, config } = explain(broken[name] ?? '');
    expect(config).toBeUndefined();
    expect(inShort(problems)).toMatchSnapshot();
  });
});

describe('an explanation', () => {
  it('names the place, what was found, what is expected and the remedy, each by itself', () => {
    expect(explainConfig({ ...smallest, sampling: { rate: 5 } })).toEqual([
      {
        path: 'sampling.rate',
        at: ['sampling', 'rate'],
        found: '5',
        expected: 'a number from 0 to 1',
        fix: 'Write 0.05 for 5%.',
        message: 'sampling.rate is 5, but must be a number from 0 to 1. Write 0.05 for 5%.',
      },
    ]);
  });

  it('says that OMB has to be asked before an overall statement is reworded, citing A-11 280.7', () => {
    expect(said({ wording: { trust: 'I have faith in {service}.' } })).toMatch(
      /A-11: section 280\.7 .* discussed with OMB/,
    );
    expect(said({ wording: { trust: 'I have faith in {service}.' }, approval: 'OMB 12' })).toBe('');
  });

  it('tells the rules between fields even where other fields are wrong', () => {
    const paths = explainConfig({ wording: { trust: 'x' }, sampling: { rate: 7 }, more: 1 }).map(({ path }) => path);
    expect(paths.sort()).toEqual(['endpoint', 'more', 'names', 'sampling.rate', 'survey', 'wording.trust']);
  });

  it('suggests only values that the field takes', () => {
    for (const survey of ['Ä b', '---', 'A'.repeat(80), '日本', ' x ']) {
      const fix = explainConfig({ ...smallest, survey })[0]?.fix ?? '';
      const better = /^Write (".*")\.$/.exec(fix)?.[1];
      if (better) expect(explainConfig({ ...smallest, survey: JSON.parse(better) })).toEqual([]);
    }
  });

  it('makes no code from text, which a strict security policy forbids', async () => {
    const { evals } = await import('../evals.ts');
    expect(await evals('src/config/explain/explain.ts', 'explain')).toEqual('0 problems without eval');
  });
});
