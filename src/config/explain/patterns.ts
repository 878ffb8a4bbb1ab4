import { type EndpointSettings, endpoints } from '../endpoints/index.ts';
import {
  ADDRESS,
  COLOR,
  CONTROL_NUMBER,
  DATE,
  ID,
  LANGUAGE_TAG,
  NAME,
  PATH,
  type Patterns,
  type PatternWords,
  PLAIN,
} from '../patterns.ts';
import { type TriggerSettings, triggers } from '../triggers/index.ts';
import { languageMeant } from './language-meant.ts';
import { asWildcard, isRegular } from './wildcard.ts';

/** What is known of a pattern of the schema. A test sees to it that nothing is missing. */
export const wordsOf = (pattern: string): PatternWords | undefined => known[pattern];

const common: Patterns = {
  [ID.source]: {
    asks: 'an id of lower-case letters, digits and hyphens, such as "passport-renewal"',
    guesses: (text) => [
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 64),
    ],
  },
  [LANGUAGE_TAG.source]: {
    asks: 'a language tag, such as "en" or "zh-Hans"',
    guesses(text) {
      const [language = '', ...rest] = text.split(/[-_]/);
      return [languageMeant(text) ?? '', [language.toLowerCase(), ...rest].join('-')];
    },
  },
  [DATE.source]: { asks: 'a date that exists, as year-month-day, such as "2026-09-30"', guesses: datesIn },
  [PLAIN.source]: {
    asks: 'text without control characters or broken characters',
    guesses: (text) => [text.replace(/\p{C}+/gu, ' ').trim()],
  },
  [ADDRESS.source]: {
    asks: 'an address that begins with https:// (http:// only for localhost and 127.0.0.1), or a path on the page’s own site, such as "/v1/interviews"',
    guesses: addressesIn,
  },
  [NAME.source]: {
    asks: 'a name of letters, digits and underscores that begins with a letter, such as "waitSeconds"',
    guesses: (text) => [text.replace(/[^A-Za-z0-9_]+(.?)/g, (_, next: string) => next.toUpperCase())],
  },
  [PATH.source]: {
    asks: 'a path that begins with a slash, such as "/claims/*"',
    guesses: (text) => [
      asWildcard(text) ?? '',
      text.replace(/^https?:\/\/[^/]+/i, ''),
      isRegular(text) ? '' : `/${text}`,
    ],
  },
  [CONTROL_NUMBER.source]: {
    asks: 'an OMB control number, such as "1405-0193"',
    guesses(text) {
      const digits = /(\d{4})[-\s.]?(\d{4})/.exec(text);
      return digits ? [`${digits[1]}-${digits[2]}`] : [];
    },
  },
  [COLOR.source]: {
    asks: 'a color of six hex digits, such as "#005ea2"',
    guesses(text) {
      const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
      return hex ? [`#${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}`] : [];
    },
  },
};

const ofEndpoints: readonly EndpointSettings[] = endpoints;
const ofTriggers: readonly TriggerSettings[] = triggers;

const known: Patterns = Object.assign({}, common, ...[...ofEndpoints, ...ofTriggers].map(({ patterns }) => patterns));

/** 3/1/2026 (month first, as it is written in the US), 2026-3-1 and 20260301 as 2026-03-01. */
function datesIn(text: string): string[] {
  const american = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (american) return [asDate(american[3], american[1], american[2])];
  const ordered = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:T.*)?$/.exec(text);
  return ordered ? [asDate(ordered[1], ordered[2], ordered[3])] : [];
}

const asDate = (year = '', month = '', day = ''): string =>
  [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');

function addressesIn(text: string): string[] {
  const isHost = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}([/:]|$)/i.test(text);
  const secure = text.replace(/^https?:/i, 'https:');
  return [
    secure.replace(/^https:\/\/[^/?#]*@/, 'https://'),
    ...(text.startsWith('//') ? [`https:${text}`] : []),
    ...(isHost ? [`https://${text}`] : []),
    ...(/^[a-z]+:/i.test(text) ? [] : [`/${text}`]),
  ];
}
