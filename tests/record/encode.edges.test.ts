import { describe, expect, it } from 'vitest';
import { encode } from '../../src/record/encode.ts';
import { passportConfig, told } from './told.ts';

const shownIn = (lang: string, requestedLang: string) =>
  encode(told({ pack: { ...told().pack, lang: lang as 'en' }, shown: { ...told().shown, requestedLang } })).shown;

describe('the language on the record', () => {
  it.each([
    ['en', 'en', false],
    ['en', 'EN-us', false],
    ['en', 'es', true],
    ['es', 'en', true],
    ['es', 'et', true],
    ['zh-Hant', 'zh-TW', false],
  ])('%s for a page in %s: another one is %j', (lang, requested, fallback) => {
    expect(shownIn(lang, requested)).toMatchObject({ lang, requestedLang: requested, fallback });
  });

  it('of the page is cut where no language has so long a name', () => {
    expect(shownIn('en', `en-${'x'.repeat(60)}`).requestedLang).toBe(`en-${'x'.repeat(32)}`);
  });
});

it('where the service belongs is copied from the config, place by place', () => {
  const coding = {
    department: 'STATE',
    bureau: 'CA',
    program: 'PASSPORT',
    office: 'DC-01',
    path: ['abroad', 'renewal'],
  };
  const { org } = encode(told({ config: passportConfig({ coding }) }));
  expect(org).toEqual(coding);
});

it('a page is on the record without what is personal in its path', () => {
  const page = { origin: 'https://example.gov', path: '/claims/123-45-6789/jane@example.gov/done' };
  expect(encode(told({ page })).page?.path).toBe('/claims/[ssn]/[email]/done');
});

it('a page is on the record with at most 2,000 characters of its path', () => {
  const page = { origin: 'https://example.gov', path: `/${'x'.repeat(3000)}` };
  expect(encode(told({ page })).page).toEqual({ origin: page.origin, path: `/${'x'.repeat(1999)}` });
});
