import { COOLDOWN_DAYS } from '../config/defaults.ts';
import { fits } from '../config/paths.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { drawFor, drawOf, passesTag } from './draw.ts';
import type { Check, Seen, Verdict } from './types.ts';

/**
 * Is this visit asked, and if not, why not? Pure: the same config and visit give the same verdict anywhere.
 * Every check is listed, also after one has failed, so that `explain()` can show all. (Two that never fail, test mode
 * and language, are said there: a page in another language is asked in the first one offered.) It reads the config as it is
 * written, since it runs on every page view, before anybody has judged it.
 *
 * What a person asked for (`requested`) and what is only tried out (test mode, a preview) is not drawn, neither by the
 * config nor by the tag, and not held back by what protects visitors from invitations: those checks are waived. The
 * kill switch and the clearance never are: a collection whose OMB number has expired may not go on (5 CFR 1320.5).
 */
export function decide(config: SurveyConfig, seen: Seen): Verdict {
  const { sampling = {}, wave = {}, pages = {}, omb } = config;
  const { now, lastEnded, unitKey, tag } = seen;
  const { quota } = sampling;
  const draw = drawFor(config, seen.office);
  const trial = config.test || seen.preview;
  const free = trial || seen.requested;
  const quiet = (sampling.cooldownDays ?? COOLDOWN_DAYS) * 864e5;
  // Where both are one draw, the unit has one place in it, and has to be below both rates: below the lower one.
  const isDrawn = drawOf(draw, unitKey) < draw.rate && (!tag || passesTag(tag));

  const checks: Check[] = [
    ['enabled', config.enabled === false],
    ['clearance', omb && now >= endOf(omb.expires)],
    ['wave', now < Date.parse(`${wave.from}T00:00`) || now >= endOf(wave.until), trial],
    ['page', fits(seen.path, pages.exclude) || (pages.include && !fits(seen.path, pages.include)), free],
    ['opt-out', seen.optedOut && sampling.privacySignal !== 'ignore', free],
    ['storage', unitKey === null || tag?.unitKey === null, free],
    ['cool-down', now < lastEnded + quiet, free],
    ['other-survey', seen.taken, free],
    ['quota', quota && quota.received >= quota.target, free],
    ['sample', !isDrawn, free],
    ['trigger', seen.waiting],
  ];
  return {
    reason: checks.find(([, failed, waived]) => failed && !waived)?.[0] ?? 'asked',
    checks,
    rate: draw.rate,
  };
}

/**
 * When a day ends in the visitor's own time zone; NaN for no day. Days are not compared by name: the first use of `Intl`,
 * which knows today's, takes a slow phone a tenth of a second.
 */
const endOf = (day: string | undefined): number => Date.parse(`${day}T24:00`);
