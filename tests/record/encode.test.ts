import { describe, expect, it } from 'vitest';
import callCenter from '../../demo/surveys/call-center.json' with { type: 'json' };
import { essenceOf } from '../../src/config/essence.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { fingerprint, MEASURES } from '../../src/instrument/index.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { encode, type Told } from '../../src/record/encode.ts';
import { interview, VERSIONS } from '../../src/record/schema.ts';
import { passportConfig, told } from './told.ts';

/** Encodes, and holds the result to the schema as the collector will: after its way over the wire. */
function coded(changes: Partial<Told> = {}) {
  const record = encode(told(changes));
  return interview.parse(JSON.parse(JSON.stringify(record)));
}

const states = (changes: Partial<Told>) => coded(changes).answers.map(({ value, state }) => value ?? state);

describe('four states of an answer', () => {
  it('tells answered, skipped and not shown apart', () => {
    expect(states({ replies: { trust: 2 } })).toEqual(['skipped', 2, ...Array(5).fill('not-shown')]);
  });

  it('keeps not applicable apart from all of them', () => {
    expect(states({ seen: MEASURES, replies: { satisfaction: 1, employee: 'not-applicable' } })).toEqual([
      1,
      ...Array(5).fill('skipped'),
      'not-applicable',
    ]);
  });

  it('has one entry a measure, in the circular’s order, with its place', () => {
    const { answers } = coded();
    expect(answers.map(({ measure }) => measure)).toEqual([...MEASURES]);
    expect(answers.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('never shows the employee statement where no employee is involved', () => {
    const config = passportConfig({ employee: false });
    expect(states({ config, seen: MEASURES, replies: {} })[6]).toBe('not-shown');
  });
});

describe('the wording on the record', () => {
  it('is the fingerprint of the statement as shown, name filled in', () => {
    const config = passportConfig({ names: { service: 'Passport Renewal' } });
    expect(coded({ config }).answers[0]?.textHash).toBe(
      fingerprint('I am satisfied with the service I received from Passport Renewal.'),
    );
  });

  it('differs by language', () => {
    expect(coded({ pack: es }).answers[3]?.textHash).not.toBe(coded().answers[3]?.textHash);
  });

  it('lists the statements that were not in the official words', () => {
    const wording = { ease: 'It was easy to renew.', employee: 'The clerk was helpful.' };
    expect(coded({ config: passportConfig({ wording }) }).instrument.custom).toEqual(['ease', 'employee']);
    expect(coded({ config: passportConfig({ wording, employee: false }) }).instrument.custom).toEqual(['ease']);
    expect(coded().instrument.custom).toEqual([]);
  });

  it('names the config in force', () => {
    const config = passportConfig();
    expect(coded({ config }).instrument.configHash).toBe(fingerprint(JSON.stringify(essenceOf(config))));
  });
});

describe('the comment', () => {
  it('is masked before anybody has it', () => {
    expect(coded({ comment: ' Call 202-555-0143 ' }).comment).toEqual({ text: 'Call [phone]', masked: { phone: 1 } });
  });

  it.each(['', '  \n', '\0'])('is absent where nothing was written: %j', (comment) => {
    expect(encode(told({ comment }))).not.toHaveProperty('comment');
  });

  it('is cut at the 10,000 of the schema, never inside a character', () => {
    expect(coded({ comment: `${'x'.repeat(9_999)}😀 and more` }).comment?.text).toBe('x'.repeat(9_999));
  });

  it('is masked before it is cut, so that half a number does not get through', () => {
    const text = coded({ comment: `${'x'.repeat(9_994)} 123-45-6789` }).comment?.text;
    expect(text).not.toMatch(/\d/);
    expect(text).toHaveLength(10_000);
  });
});

describe('the coding', () => {
  it('is the config’s, but for what the caller knows better', () => {
    const config = callCenter as SurveyConfig;
    const { coding } = settle(config);
    expect(coded({ config })).toMatchObject({ channel: coding.channel, level: coding.level });
    const said = {
      context: { queue: 'passports', escalated: true },
      indicators: { waitSeconds: 240 },
      interactionRef: 'a'.repeat(64),
      channel: 'chat',
      administration: 'assisted',
    } as const;
    expect(coded({ config, caller: { office: 'SEA', said } })).toMatchObject({ org: { office: 'SEA' }, ...said });
  });

  it('files a service without a code under the survey’s id', () => {
    const config: SurveyConfig = { survey: 'tiny', names: { service: 'Tiny' }, endpoint: '/answers' };
    expect(coded({ config })).toMatchObject({ survey: 'tiny', service: 'tiny', org: { path: [] } });
    expect(coded({ config: { ...config, coding: { service: 'T-1' } } }).service).toBe('T-1');
  });

  it('carries no more of the page than where it was', () => {
    const visit = { origin: 'https://example.gov', path: '/a', unitKey: 'secret', now: 1 };
    expect(coded({ page: visit }).page).toEqual({ origin: 'https://example.gov', path: '/a' });
  });

  it('is not refused for the length of an address', () => {
    expect(coded({ page: { origin: 'https://example.gov', path: `/${'a'.repeat(3000)}` } }).page?.path).toHaveLength(
      2000,
    );
  });

  it('is a test where the showing was forced, as the sample says it is in test mode', () => {
    expect(coded().test).toBe(false);
    const { probability, ...forced } = told().sample;
    expect(probability).toBe(0.05);
    expect(coded({ sample: { ...forced, recruitment: 'forced' } }).test).toBe(true);
  });
});

describe('the version on the record', () => {
  it('is the newest', () => {
    expect(coded().schema).toBe(VERSIONS.at(-1));
  });

  it('has room for the draw on the tag and for a trigger of any name', () => {
    const tag = { survey: 'all', unit: 'visitor', salt: 'w', rate: 0.5 } as const;
    const { sample, shown } = coded({
      sample: { ...told().sample, probability: 0.025, tag },
      shown: { ...told().shown, trigger: 'exit-intent' },
    });
    expect(sample).toMatchObject({ rate: 0.05, probability: 0.025, tag });
    expect(shown.trigger).toBe('exit-intent');
  });
});

describe('the language on the record', () => {
  it.each([
    ['en-US', en, false],
    ['EN', en, false],
    ['es-MX', es, false],
    ['vi', en, true],
    ['', en, true],
  ])('asked for %j', (requestedLang, pack, fallback) => {
    const { shown } = coded({ pack, shown: { ...told().shown, requestedLang } });
    expect(shown).toMatchObject({ lang: pack.lang, requestedLang, fallback, translation: pack.status });
  });
});
