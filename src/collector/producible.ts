import { defaultRate } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { type Settings, settle } from '../config/settle.ts';
import type { StoredInterview } from '../record/schema.ts';
import { beginningOf, endOf, type Filing } from './filing.ts';
import type { Reason } from './standing.ts';

/** In what a record is unlike anything that its config can have produced; nothing where it is not. */
export function unlike(
  interview: StoredInterview,
  filing: Filing,
  config: SurveyConfig,
  ofSurvey: readonly SurveyConfig[],
): Reason | undefined {
  const settings = settle(config);
  return CHECKS.find(([, isLike]) => !isLike(interview, settings, { filing, ofSurvey }))?.[0];
}

interface Beside {
  filing: Filing;
  ofSurvey: readonly SurveyConfig[];
}

type IsLike = (interview: StoredInterview, settings: Settings, beside: Beside) => boolean;

const isIn =
  (list: readonly string[] = []) =>
  (name: string): boolean =>
    list.includes(name);

const sameAs = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const CHECKS: readonly (readonly [Reason, IsLike])[] = [
  ['switched', ({ test }, settings) => settings.enabled && (test || !settings.test)],
  ['wave', ({ test }, { wave }, { filing }) => test || isWithin(Date.parse(filing.at), wave)],
  [
    'omb',
    ({ omb }, settings) => omb?.controlNumber === settings.omb?.controlNumber && omb?.expires === settings.omb?.expires,
  ],
  // A page may name any; one without a rate of its own is drawn at the general one.
  ['office', ({ org }, { coding }) => org.office !== undefined || coding.office === undefined],
  // English is shown where a language's file cannot be loaded.
  ['language', ({ shown }, { languages }) => shown.lang === 'en' || isIn(languages)(shown.lang)],
  [
    'edition',
    ({ instrument }, { edition, variants, wording = {}, approval }) =>
      instrument.edition === edition &&
      instrument.approval === approval &&
      sameAs(
        [instrument.variants.trust, instrument.variants.effectiveness, instrument.variants.transparency],
        [variants.trust, variants.effectiveness, variants.transparency],
      ) &&
      instrument.custom.every((measure) => wording[measure] !== undefined),
  ],
  // A statement that is not asked stands on the record all the same.
  [
    'edition',
    ({ answers }, { employee }) =>
      employee || answers.every(({ measure, state }) => measure !== 'employee' || state === 'not-shown'),
  ],
  [
    'draw',
    ({ sample }, { sampling }) =>
      sample.unit === sampling.unit && sample.salt === sampling.salt && sample.cooldownDays === sampling.cooldownDays,
  ],
  ['rate', ({ sample, org }, { sampling }) => sample.rate === rateOf(org.office, sampling)],
  ['tag', ({ sample }, _, { ofSurvey }) => !('tag' in sample && sample.tag) || ofSurvey.some(callsFor(sample.tag))],
  [
    'names',
    (record, { context, indicators }) =>
      Object.keys(record.context).every(isIn(context)) && Object.keys(record.indicators).every(isIn(indicators)),
  ],
];

function isWithin(at: number, wave: Settings['wave'] = {}): boolean {
  return !(wave.from && at < beginningOf(wave.from)) && !(wave.until && at >= endOf(wave.until));
}

function rateOf(office: string | undefined, { offices = {}, rate, unit }: Settings['sampling']): number {
  const own = office !== undefined && Object.hasOwn(offices, office) ? offices[office] : undefined;
  return own ?? rate ?? defaultRate(unit);
}

type Tag = NonNullable<Extract<StoredInterview, { schema: 'cx7.interview/2' }>['sample']['tag']>;

/**
 * Whether a config calls for such a draw on its tag: its survey, unit and salt, and a rate that lets everybody pass whom
 * the config may ask. A lower rate would give a single answer any weight.
 */
const callsFor =
  (tag: Tag) =>
  (config: SurveyConfig): boolean => {
    const { survey, sampling } = settle(config);
    const rates = [sampling.rate ?? defaultRate(sampling.unit), ...Object.values(sampling.offices ?? {})];
    const isHighEnough = rates.every((rate) => tag.rate >= rate);
    return tag.survey === survey && tag.unit === sampling.unit && tag.salt === sampling.salt && isHighEnough;
  };
