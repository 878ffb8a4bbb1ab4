import type { SurveyConfig } from '../config/schema.ts';
import { settle } from '../config/settle.ts';
import { chooseLanguage } from '../instrument/choose.ts';
import { apartIn, drawFor, drawOf, probabilityOf } from './draw.ts';
import { tagMismatch } from './tag.ts';
import type { CheckName, Seen, Verdict, Visit } from './types.ts';

/** A verdict in words, for the console: every check with its outcome and the facts it was decided on. */
export function explain(
  config: SurveyConfig,
  seen: Pick<Visit, keyof Seen | 'lang'>,
  verdict: Verdict,
  /** What an invitation waits for, in words. */
  waitsFor?: string,
): string {
  const { reason, checks } = verdict;
  const settings = settle(config);
  const { sampling, wave, omb } = settings;
  const keyless = seen.unitKey === null ? sampling.unit : seen.tag?.unitKey === null && seen.tag.unit;
  const today = new Date(seen.now).toLocaleDateString('sv'); // Swedish dates are YYYY-MM-DD
  const facts: Record<CheckName, unknown> = {
    enabled: settings.enabled,
    clearance: omb ? `${today}, expires ${omb.expires}` : 'none',
    wave: `${today}, ${wave?.from ? `from ${wave.from}` : 'no start date'}, ${wave?.until ? `until ${wave.until}` : 'no end date'}`,
    page: seen.path,
    'opt-out': seen.optedOut ? `Global Privacy Control, ${sampling.privacySignal}` : 'no signal',
    storage: keyless ? `no key for the unit ${keyless}` : sampling.unit,
    'cool-down': whenEnded(seen.lastEnded),
    'other-survey': seen.taken ? 'another one has invited in this session' : 'none has invited',
    quota: sampling.quota ? `${sampling.quota.received} of ${sampling.quota.target}` : 'none',
    sample: sampleFacts(config, seen, verdict),
    trigger: waitsFor ? `${settings.trigger.on}, waits: ${waitsFor}` : settings.trigger.on,
  };
  const lines = checks.map(
    ([check, failed, waived]) => `  ${waived ? 'waived' : failed ? 'failed' : 'passed'} ${check}: ${facts[check]}`,
  );
  lines.push(
    `  test mode: ${seen.preview ? 'a preview' : settings.test ? 'on' : 'off'}`,
    `  language: ${seen.lang}, asked in ${chooseLanguage(seen.lang, settings.languages)}`,
  );
  if (seen.tag) lines.push(...tagMismatch(config, seen.tag).map((mismatch) => `  tag: ${mismatch}`));
  return `cx7: ${settings.survey} is ${reason === 'asked' ? 'shown' : `not shown: ${reason}`}\n${lines.join('\n')}`;
}

/** The config's draw, and the tag's where there is one: each with the unit's place in it, and what both come to. */
function sampleFacts(config: SurveyConfig, { office, unitKey, tag }: Seen, { rate }: Verdict): string {
  const draw = drawFor(config, office);
  const own = `${placeIn(drawOf(draw, unitKey))}, asked below ${rate}`;
  if (!tag) return own;
  const apart = apartIn(draw, tag);
  const both = apart.length
    ? `two draws, since ${apart.join(' and ')} ${apart.length > 1 ? 'differ' : 'differs'}, and both must succeed`
    : 'one draw, and the lower rate counts';
  const chance = Number(probabilityOf(draw, tag).toPrecision(4)); // a product such as .1 × .3 has a long tail
  return `${own}; on the tag ${placeIn(drawOf(tag, tag.unitKey))}, asked below ${tag.rate}: ${both}: probability ${chance}`;
}

const placeIn = (place: number): string => (place < 1 ? `drawn ${place.toFixed(4)}` : 'not drawn');

const whenEnded = (lastEnded: number): string => {
  if (lastEnded === Infinity) return 'asked in this session';
  return lastEnded > 0 ? `last ended ${new Date(lastEnded).toISOString()}` : 'never asked';
};
