export { type CsvOptions, toCsv } from './csv.ts';
export { dateAt, type FiscalQuarter, fiscalQuarter, midnight, type Period, quarterOf } from './quarter.ts';
export {
  type Counted,
  createTallier,
  type Funnel,
  type Group,
  latest,
  type MeasureTally,
  type Recruitment,
  type Tallier,
  type Tally,
  type TallyOptions,
  tally,
  type Weighted,
} from './tally.ts';
export { textsOf } from './texts.ts';
export {
  type CountedWording,
  createWordingTallier,
  tallyWordings,
  type WordingOptions,
  type WordingTallier,
  type WordingTally,
} from './wordings.ts';
