export { fingerprint } from './fingerprint.ts';
export { hash32 } from './hash.ts';
export type { LanguagePack, Phrases, TranslationStatus } from './language.ts';
export { en } from './languages/en.ts';
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
