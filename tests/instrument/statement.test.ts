import { describe, expect, it } from 'vitest';
import { en, fill, MEASURES, statementOf } from '../../src/instrument/index.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { defaultVariants } from '../../src/instrument/measures.ts';

const team = {
  names: { service: 'Passport Renewal', provider: 'the Department of State', population: 'travelers' },
  variants: defaultVariants,
};

describe('the official wording of A-11 280.7', () => {
  it.each([
    ['satisfaction', {}, 'I am satisfied with the service I received from Passport Renewal.'],
    ['trust', {}, 'This interaction increased my confidence in Passport Renewal.'],
    ['trust', { trust: 'trust' }, 'I trust the Department of State to fulfill our country’s commitment to travelers.'],
    ['effectiveness', {}, 'My need was addressed.'],
    ['effectiveness', { effectiveness: 'issue' }, 'My issue was resolved.'],
    ['ease', {}, 'It was easy to complete what I needed to do.'],
    ['efficiency', {}, 'It took a reasonable amount of time to do what I needed to do.'],
    ['transparency', {}, 'I was treated fairly.'],
    ['transparency', { transparency: 'understand' }, 'I understand what was being asked of me throughout the process.'],
    ['employee', {}, 'Employees I interacted with were helpful.'],
  ] as const)('asks %s with %o in the circular’s words', (measure, variant, text) => {
    const shown = statementOf(measure, en, { ...team, variants: { ...defaultVariants, ...variant } });
    expect(shown).toEqual({ measure, text, custom: false });
  });

  it('keeps the circular’s order', () => {
    expect(MEASURES).toEqual([
      'satisfaction',
      'trust',
      'effectiveness',
      'ease',
      'efficiency',
      'transparency',
      'employee',
    ]);
  });
});

describe('a team’s own words', () => {
  it('takes an adjusted service statement and says that it is custom', () => {
    const shown = statementOf('ease', en, { ...team, wording: { ease: 'Renewing at {service} was easy.' } });
    expect(shown).toEqual({ measure: 'ease', text: 'Renewing at Passport Renewal was easy.', custom: true });
  });

  it('keeps the official overall statement when the config has slipped past the schema without an approval', () => {
    const wording = { satisfaction: 'We were great, weren’t we?' };
    expect(statementOf('satisfaction', en, { ...team, wording }).custom).toBe(false);
    expect(statementOf('satisfaction', en, { ...team, wording, approval: 'OMB 2026-114' }).text).toBe(
      'We were great, weren’t we?',
    );
  });

  it('asks the official statement in a language that the adjustment lacks', () => {
    const shown = statementOf('ease', es, { ...team, wording: { ease: { en: 'That was easy.' } } });
    expect(shown).toEqual({ measure: 'ease', text: es.statements.ease, custom: false });
  });

  it('shows a name literally, whatever it looks like', () => {
    const names = { service: '<b>A&B</b> $& {provider}' };
    expect(statementOf('satisfaction', en, { ...team, names }).text).toBe(
      'I am satisfied with the service I received from <b>A&B</b> $& {provider}.',
    );
  });
});

describe('a phrase with gaps', () => {
  it('is filled with texts as they are, and with numbers as the language writes them', () => {
    expect(fill('{name}: {count}', { name: 'Left 10000', count: 10000 }, en)).toBe('Left 10000: 10,000');
    expect(fill('{count} / {count}', { count: 12345.5 }, es)).toBe('12.345,5 / 12.345,5');
  });

  it('shows a gap that nothing fills', () => {
    expect(fill('{name} {other}', { name: undefined }, en)).toBe('{name} {other}');
    expect(fill('{constructor} {toString} {__proto__}', {}, en)).toBe('{constructor} {toString} {__proto__}');
  });
});
