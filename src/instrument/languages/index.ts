/** What is known of a language before its words are loaded. */
interface Listing {
  /** Its own name, as it stands in the list that a respondent chooses from. */
  name: string;
  /** ISO 15924. Whoever reads the language in another script is not helped by this one. */
  script: string;
  /** What else a tag may begin with that means this language: codes of ISO 639-2 and 639-3, and other names. */
  also: readonly string[];
  /** Regions that write this script, where several packs share a language and a tag names no script. */
  regions?: readonly string[];
  /** Whether an agency or OMB stands behind the words; any other pack is a draft. The pack’s own `status` says who. */
  reviewed?: true;
}

/**
 * The languages there are words in, in the order of need in US services. A new one is a line here and a file of its
 * name beside this one.
 */
const table = {
  en: { name: 'English', script: 'Latn', also: ['eng'], reviewed: true },
  es: { name: 'Español', script: 'Latn', also: ['spa'] },
  'zh-Hans': {
    name: '简体中文',

    script: 'Hans',
    also: ['zho', 'chi', 'cmn'],
  },
  'zh-Hant': {
    name: '繁體中文',

    script: 'Hant',
    also: ['zho', 'chi', 'cmn'],
    // Taiwan, Hong Kong, Macao; then the countries whose Chinese communities mostly write so, as CLDR counts them.
    regions: ['TW', 'HK', 'MO', 'AU', 'BN', 'GB', 'GF', 'ID', 'PA', 'PF', 'PH', 'SR', 'TH', 'US', 'VN'],
  },
  vi: { name: 'Tiếng Việt', script: 'Latn', also: ['vie'] },
  ko: { name: '한국어', script: 'Kore', also: ['kor'] },
  tl: { name: 'Tagalog', script: 'Latn', also: ['tgl', 'fil'] },
  ru: { name: 'Русский', script: 'Cyrl', also: ['rus'] },
  ar: { name: 'العربية', script: 'Arab', also: ['ara', 'arb'] },
  ht: { name: 'Kreyòl', script: 'Latn', also: ['hat'] },
  'pt-BR': { name: 'Português (Brasil)', script: 'Latn', also: ['por'] },
  fr: { name: 'Français', script: 'Latn', also: ['fra', 'fre'] },
} satisfies Record<string, Listing>;

/** The tag of a language, as a config lists it and a record names it. */
export type Language = keyof typeof table;

/** A language with a file of its own; English is in the survey’s. */
export type OtherLanguage = Exclude<Language, 'en'>;

export const languages: Readonly<Record<Language, Listing>> = table;

/** Their tags, in the same order. */
export const LANGUAGES = Object.keys(table) as readonly Language[]; // the table has no other keys
