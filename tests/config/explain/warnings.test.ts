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
    ['a day that does not exist', { wave: { from: '2026-02-30' } }],
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
      'settings without effect',
      { display: { target: '#x' }, trigger: { selector: '#y', on: 'call', delaySeconds: 1 } },
    ],
    ['no page', { pages: { include: [] } }],
    ['a page on both lists', { pages: { include: ['/a'], exclude: ['/a'] } }],
    ['an accent that is too pale', { display: { accent: '#ffbe2e' } }],
  ];
  it.each(cases)('%s', (_, more) => {
    expect(said(more)).toMatchSnapshot();
  });
});
