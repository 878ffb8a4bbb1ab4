import type { Settings } from '../config/settle.ts';
import { chooseLanguage } from '../instrument/choose.ts';
import { hash32 } from '../instrument/hash.ts';
import type { Check, CheckName, Decision, Visit } from './types.ts';

const DAY = 864e5;

/**
 * Is this visit asked, and if not, why not? Pure: the same settings and visit give the same decision anywhere.
 * Every check is listed with the facts it was made on, also after one has failed, so that `explain()` can show all.
 *
 * What a person asked for (`visit.requested`) and what is only tried out (test mode, a preview) is not drawn and
 * not held back by what protects visitors from invitations; those checks are `waived`. The kill switch and the
 * clearance are never waived: a collection whose OMB number has expired may not go on (5 CFR 1320.5).
 */
export function decide(settings: Settings, visit: Visit): Decision {
  const { sampling, wave, pages, omb } = settings;
  const { requested, now, today } = visit;
  const trial = settings.test || visit.preview;
  const rate = sampling.offices?.[visit.office ?? settings.coding.office ?? ''] ?? sampling.rate;
  const u = visit.unitKey === null ? 1 : draw(sampling.salt, settings.survey, visit.unitKey);
  const language = chooseLanguage(visit.lang, settings.languages);
  const quietUntil =
    visit.lastEnded === null || sampling.unit === 'interaction'
      ? 0
      : sampling.remember === 'device'
        ? visit.lastEnded + sampling.cooldownDays * DAY
        : Infinity;

  const checks: Check[] = [];
  const check = (name: CheckName, passed: boolean, because: unknown, waived?: boolean) => {
    checks.push({ check: name, outcome: waived ? 'waived' : passed ? 'passed' : 'failed', because: `${because}` });
  };
  check('enabled', settings.enabled, settings.enabled);
  check('test', true, visit.preview ? 'preview' : settings.test);
  check('clearance', !omb || today <= omb.expires, `${today} ≤ ${omb?.expires}`, !omb);
  check(
    'wave',
    today >= (wave?.from ?? today) && today <= (wave?.until ?? today),
    `${wave?.from ?? ''} ≤ ${today} ≤ ${wave?.until ?? ''}`,
    trial,
  );
  check(
    'page',
    !matches(pages?.exclude, visit.path) && (!pages?.include || matches(pages.include, visit.path)),
    visit.path,
    trial || requested,
  );
  check(
    'language',
    settings.languageFallback || !language.fallback,
    `${visit.lang} → ${language.lang}`,
    trial || requested,
  );
  check('opt-out', !visit.optedOut || sampling.privacySignal === 'ignore', visit.optedOut, trial || requested);
  check('storage', visit.unitKey !== null, sampling.unit, trial || requested);
  check('cool-down', now >= quietUntil, quietUntil, trial || requested);
  check(
    'quota',
    !sampling.quota || sampling.quota.received < sampling.quota.target,
    `${sampling.quota?.received} < ${sampling.quota?.target}`,
    !sampling.quota || trial || requested,
  );
  check('sample', u < rate, `${u.toFixed(6)} < ${rate}`, trial || requested);
  check('trigger', visit.triggered, settings.trigger.on);

  const reason = checks.find((c) => c.outcome === 'failed')?.check ?? 'asked';
  const recruitment = trial ? 'forced' : requested ? 'self-initiated' : 'sampled-offer';
  return {
    show: reason === 'asked',
    reason,
    checks,
    sample: {
      recruitment,
      unit: sampling.unit,
      rate,
      ...(recruitment === 'sampled-offer' && rate > 0 && { probability: rate }),
      salt: sampling.salt,
      cooldownDays: sampling.cooldownDays,
    },
  };
}

/** A unit's place in [0, 1): the same everywhere and always, so that raising a rate keeps whoever was asked before. */
export const draw = (salt: string, survey: string, unitKey: string): number =>
  hash32(salt + survey + unitKey) / 2 ** 32;

/** Whether a path fits one of the patterns, in which `*` stands for any text. */
const matches = (patterns: readonly string[] | undefined, path: string): boolean =>
  !!patterns?.some((pattern) =>
    new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(path),
  );
