import type { SurveyConfig } from '../config/schema.ts';
import { settle } from '../config/settle.ts';
import { chooseLanguage } from '../instrument/choose.ts';
import { draw } from './decide.ts';
import type { CheckName, Seen, Verdict, Visit } from './types.ts';

/** A verdict in words, for the console: every check with its outcome and the facts it was decided on. */
export function explain(
  config: SurveyConfig,
  seen: Pick<Visit, keyof Seen | 'lang'>,
  { reason, checks, rate }: Verdict,
  /** What an invitation waits for, in words. */
  waitsFor?: string,
): string {
  const settings = settle(config);
  const { sampling, wave, omb } = settings;
  const today = new Date(seen.now).toLocaleDateString('sv'); // Swedish dates are YYYY-MM-DD
  const facts: Record<CheckName, unknown> = {
    enabled: settings.enabled,
    clearance: omb ? `${today}, expires ${omb.expires}` : 'none',
    wave: `${today}, from ${wave?.from ?? 'ever'} until ${wave?.until ?? 'ever'}`,
    page: seen.path,
    'opt-out': seen.optedOut ? `Global Privacy Control, ${sampling.privacySignal}` : 'no signal',
    storage: seen.unitKey === null ? `no key for the unit ${sampling.unit}` : sampling.unit,
    'cool-down': seen.lastEnded > 0 ? `last ended ${new Date(seen.lastEnded).toISOString()}` : 'never asked',
    quota: sampling.quota ? `${sampling.quota.received} of ${sampling.quota.target}` : 'none',
    sample: `drawn ${draw(config, seen.unitKey).toFixed(4)}, asked below ${rate}`,
    trigger: waitsFor ? `${settings.trigger.on}, waits: ${waitsFor}` : settings.trigger.on,
  };
  const lines = checks.map(
    ([check, failed, waived]) => `  ${waived ? 'waived' : failed ? 'failed' : 'passed'} ${check}: ${facts[check]}`,
  );
  lines.push(
    `  test mode: ${seen.preview ? 'a preview' : settings.test ? 'on' : 'off'}`,
    `  language: ${seen.lang}, asked in ${chooseLanguage(seen.lang, settings.languages)}`,
  );
  return `cx7: ${settings.survey} is ${reason === 'asked' ? 'shown' : `not shown: ${reason}`}\n${lines.join('\n')}`;
}
