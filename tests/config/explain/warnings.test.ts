import { describe, expect, it } from 'vitest';
import { warnings } from '../../../src/config/explain/warnings.ts';
import type { SurveyConfig } from '../../../src/config/schema.ts';
import { example } from '../examples.ts';

const smallest: SurveyConfig = {
  ...example('smallest.json'),
  languages: ['en'],
  omb: { controlNumber: '1405-0193', expires: '2030-01-01' },
};
const now = new Date(2026, 5, 15, 12);
const said = (more: object): string =>
  warnings({ ...smallest, ...more }, { now })
    .map(({ message }) => message)
    .join('\n');

describe('what is valid but worth knowing', () => {
  it('is nothing about a survey in English with a clearance', () => {
    expect(said({})).toBe('');
  });

  const cases: [string, object][] = [
    ['a draft translation', { languages: ['en', 'es'] }],
    ['the draft that is offered by default', { languages: undefined }],
    ['a language twice', { languages: ['en', 'en'] }],
    ['no clearance', { omb: undefined }],
    ['a clearance that has expired', { omb: { controlNumber: '1405-0193', expires: '2026-06-14' } }],
    ['a clearance that expires soon', { omb: { controlNumber: '1405-0193', expires: '2026-06-15' } }],
    ['a wave that is over', { wave: { until: '2026-06-14' } }],
    ['a wave that has not begun', { wave: { from: '2026-06-16' } }],
    ['one wording for several languages', { languages: ['en', 'es'], wording: { ease: 'It was easy to apply.' } }],
    [
      'a wording that is missing in a language',
      { languages: ['en', 'es'], wording: { ease: { en: 'It was easy to apply.' } } },
    ],
    ['a text in a language that is not offered', { names: { service: { en: 'Parks', es: 'Parques' } } }],
    ['a gap that no name fills', { wording: { ease: 'It was easy to use {agency}.' } }],
    ['an approval of nothing', { approval: 'OMB 12' }],
    [
      'the wording of a statement that is not asked',
      { employee: false, wording: { employee: 'Rangers were helpful.' } },
    ],
    ['a name that is not used', { names: { service: 'Parks', provider: 'the Park Service' } }],
    ['a rate of 0', { sampling: { rate: 0 } }],
    ['a rate of 0 but for one office', { sampling: { rate: 0, offices: { A: 1 } } }],
    ['days of quiet that are not counted', { sampling: { cooldownDays: 30 } }],
    ['a target that is reached', { sampling: { quota: { target: 10, received: 10 } } }],
    ['interactions without a key', { sampling: { unit: 'interaction' } }],
    ['a privacy signal that is ignored', { sampling: { privacySignal: 'ignore' } }],
    ['a survey that is switched off', { enabled: false }],
    ['test mode', { test: true }],
    [
      'headers that look like secrets',
      {
        endpoint: {
          adapter: 'http',
          url: '/x',
          headers: { Authorization: 'Bearer 1', 'X-Api-Key': '2', Accept: '*/*' },
        },
      },
    ],
    ['the stamp of an earlier version', { checked: '00c0ffee' }],
    ['a secret in the address', { endpoint: 'https://x.gov/v1?api_key=1' }],
    ['an endpoint on this machine', { endpoint: 'http://localhost:8787/v1/interviews' }],
    ['fields that tell who somebody is', { context: ['queue', 'agentId'], keepParams: ['email', 'step'] }],
    ['a part of a path that drops nothing', { dropParts: ['/claims/', '/users/*'] }],
    [
      'parts of a path that match none',
      { dropParts: ['/réclamations/*', '/claims/:id', '/a?b=*', '/claims/\\d+', '/#/claims/*'] },
    ],
    [
      'settings without effect',
      { display: { target: '#x' }, trigger: { selector: '#y', on: 'call', delaySeconds: 1 } },
    ],
    ['no page', { pages: { include: [] } }],
    ['a page on both lists', { pages: { include: ['/a'], exclude: ['/a'] } }],
    ['an accent that is too pale', { display: { accent: '#ffbe2e' } }],
    ['a wave that outlives its clearance', { wave: { until: '2030-01-02' } }],
    ['a wave that begins after its clearance', { wave: { from: '2030-01-02', until: '2030-02-01' } }],
    ['a control number that is a placeholder', { omb: { controlNumber: '0000-0000', expires: '2030-01-01' } }],
    ['the same in a test', { test: true, omb: { controlNumber: '0000-0000', expires: '2030-01-01' } }],
    ['an endpoint with a user name', { endpoint: 'https://user:pw@parks.gov/v1/interviews' }],
    ['an endpoint without a host', { endpoint: 'https:///v1/interviews' }],
    ['a path that browsers take for another host', { endpoint: '/\\parks.gov/v1/interviews' }],
    ['a privacy policy with a user name', { privacy: { url: 'https://user@parks.gov/privacy' } }],
    ['an endpoint without a path', { endpoint: 'https://surveys.agency.gov' }],
    ['an endpoint that is a front page', { endpoint: { adapter: 'http', url: 'https://surveys.agency.gov/?to=x' } }],
    ['an endpoint that is the page’s own front page', { endpoint: '/' }],
    ['a blank name', { names: { service: ' \u200b' } }],
    ['a name without a text', { names: { service: {} } }],
    ['a gap as a name', { names: { service: '{service}' } }],
    ['a name that was to be filled in', { names: { service: { en: '[Agency name]' } } }],
    ['a name that an encoding has broken', { names: { service: 'Renovaci\ufffdn', provider: 'RenovaciÃ³n' } }],
    ['an approval that is none', { approval: 'TODO', wording: { trust: 'I have faith in {service}.' } }],
    ['codes that were to be filled in', { coding: { program: 'TBD', path: ['Operations', ' '] } }],
    ['a selector that no browser parses', { trigger: { on: 'click', selector: 'a:contains("Feedback")' } }],
    ['a target that no browser parses', { display: { placement: 'inline', target: '#1a' } }],
    ['a target that is a pseudo-element', { display: { placement: 'inline', target: 'main:after' } }],
    ['a page as a regular expression', { pages: { include: ['/claims/.*$', '/(a|b)/done'] } }],
    ['a page with a query', { pages: { include: ['/claims?step=3', '/claims?*'] } }],
    ['a page with a route behind #', { pages: { include: ['/#/done'] } }],
    ['a page with a route’s parameter', { pages: { include: ['/claims/:id/done', '/claims/{id}'] } }],
    ['a page with letters that addresses encode', { pages: { exclude: ['/trámites/*'] } }],
    ['every page excluded', { pages: { exclude: ['/*'] } }],
    ['every page of a list excluded', { pages: { include: ['/a/*', '/a/b'], exclude: ['/a*'] } }],
    [
      'a text in a language’s other tag',
      {
        languages: ['en', 'es'],
        names: { service: { en: 'Parks', 'es-US': 'Parques', fil: 'Mga parke', de: 'Parks' } },
      },
    ],
  ];
  it.each(cases)('%s', (_, more) => {
    expect(said(more)).toMatchSnapshot();
  });

  it.each([
    ['pages that are well', { pages: { include: ['/claims/*', '/a.b/c-d_e~f/(g)'], exclude: ['/claims/new*'] } }],
    ['selectors that are well', { trigger: { on: 'click', selector: 'main > a.button:not([href^="/x"]), #feedback' } }],
    ['a wave that ends with its clearance', { wave: { until: '2030-01-01' } }],
    ['an endpoint with a path', { endpoint: 'https://abc.agency.gov/collect' }],
    ['names with braces nowhere', { names: { service: 'Parks (and Forests)' } }],
  ])('is nothing about %s', (_, more) => {
    expect(said(more)).toBe('');
  });

  it('points at the entry that it is about', () => {
    const [warning] = warnings({ ...smallest, pages: { include: ['/a', '/b?c'] } }, { now });
    expect(warning).toMatchObject({ path: 'pages.include[1]', at: ['pages', 'include', 1] });
  });
});
