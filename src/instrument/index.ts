export { dateIn, numberIn } from './figures.ts';
export { fingerprint } from './fingerprint.ts';
export { hash32 } from './hash.ts';
export type { LanguagePack, Months, Numerals, Phrases, TranslationStatus } from './language.ts';
export { pack as en } from './languages/en.ts';
export { LANGUAGES, type Language, languages, type OtherLanguage } from './languages/index.ts';
export {
  defaultVariants,
  type Edition,
  MEASURES,
  type Measure,
  type Names,
  OVERALL,
  SCALE,
  type Score,
  SERVICE,
  type StatementKey,
  type Text,
  type Variants,
} from './measures.ts';
export {
  fill,
  inLanguage,
  isLocked,
  namesIn,
  type Statement,
  statementOf,
  type Wording,
} from './statement.ts';
