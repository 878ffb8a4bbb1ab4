import { defaultRate, SALT, UNIT } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { hash32 } from '../instrument/hash.ts';
import type { Interview } from '../record/schema.ts';

/** A draw: of these units, by this survey and salt, the share `rate` is asked. */
export interface Draw {
  survey: string;
  unit: Interview['sample']['unit'];
  salt: string;
  /** 0 to 1. */
  rate: number;
}

/** The draw that a tag may carry ahead of the config, so that a visit which fails it requests no config. */
export type TagDraw = Draw;

export const UNITS = ['session', 'visitor', 'pageview', 'interaction'] as const satisfies readonly Draw['unit'][];

/**
 * A draw as attributes of a tag write it; undefined where it is not whole, or longer than a record can hold. The config
 * then draws by itself.
 */
export function readDraw(
  said: { [A in 'survey' | 'unit' | 'salt' | 'rate']?: string | undefined },
): TagDraw | undefined {
  const { survey, salt = '' } = said;
  const unit = UNITS.find((known) => known === said.unit);
  // An empty rate is none, and not 0; `0,05` and `5%` are no numbers.
  const rate = Number(said.rate?.trim() || Number.NaN);
  const isWhole = survey && unit && survey.length <= LONGEST && salt.length <= LONGEST && rate >= 0 && rate <= 1;
  return isWhole ? { survey, unit, salt, rate } : undefined;
}

/** Characters of a survey's id and of a salt, as the config's schema has them. */
const LONGEST = 64;

/** A draw with the key of the unit that is drawn here: null where storage is blocked and the unit needs it. */
export type UnitDraw = TagDraw & { unitKey: string | null };

/**
 * A unit's place in [0, 1): the same everywhere and always, so that raising a rate keeps whoever was asked before.
 * Whoever has the unit's key recomputes it from a record's `survey` and `sample.salt`; of an interaction the record has the
 * key, too. The place of a unit without a key is 1, which is below no rate.
 */
export const drawOf = (by: Pick<Draw, 'survey' | 'salt'>, unitKey: string | null): number =>
  unitKey === null ? 1 : hash32(drawnText(by, unitKey)) / 2 ** 32;

/**
 * What is hashed. A salt is free text, but neither a survey's id nor a unit's key contains a line break: the last two
 * lines are always theirs and all before is the salt, so no two combinations give the same text. The key comes last:
 * the hash mixes what follows, and two salts are mixed apart only by a key behind them.
 */
export const drawnText = ({ survey, salt }: Pick<Draw, 'survey' | 'salt'>, unitKey: string): string =>
  `${salt}\n${survey}\n${unitKey}`;

/** The same for records of version 1 (`cx7.interview/1`), whose draw ran its parts together. */
export const drawV1 = ({ survey, salt }: Pick<Draw, 'survey' | 'salt'>, unitKey: string): number =>
  hash32(salt + survey + unitKey) / 2 ** 32;

/** The draw that a config asks for, with the office's own rate where it has one. It reads the config as it is written. */
export const drawFor = ({ survey, sampling, coding }: SurveyConfig, office = coding?.office): Draw => {
  // Whatever a page calls an office: what every object has under that name is no rate.
  const own = Number(sampling?.offices?.[`${office}`]);
  return {
    survey,
    unit: sampling?.unit ?? UNIT,
    salt: sampling?.salt ?? SALT,
    rate: own >= 0 ? own : generalRate(sampling),
  };
};

/** The share of units that is asked where the office has no rate of its own. */
export const generalRate = (sampling: SurveyConfig['sampling']): number =>
  sampling?.rate ?? defaultRate(sampling?.unit);

/** Whether the draw on the tag lets this visit go on. It needs no config. */
export const passesTag = (tag: UnitDraw): boolean => drawOf(tag, tag.unitKey) < tag.rate;

/** What makes two draws independent of each other. */
const APART = ['survey', 'unit', 'salt'] as const;

/** In which of these two draws differ. Where they do not, both are one draw, and a unit has one place in it. */
export const apartIn = (one: Draw, other: Draw): (typeof APART)[number][] =>
  APART.filter((part) => one[part] !== other[part]);

/**
 * The probability with which a unit is drawn by the config and the tag together: the lower rate where both are one
 * draw, the product where they are independent.
 */
export const probabilityOf = (config: Draw, tag: TagDraw | undefined): number =>
  !tag ? config.rate : apartIn(config, tag).length ? config.rate * tag.rate : Math.min(config.rate, tag.rate);
