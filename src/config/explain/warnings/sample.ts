import { TRIGGER } from '../../defaults.ts';
import type { Look } from './look.ts';

export const sample: Look = ({ sampling = {}, coding, trigger, enabled, test }, warn) => {
  if (enabled === false) warn('enabled', 'the survey is switched off: nobody is asked.', 'Set it to true to begin.');
  if (test)
    warn(
      'test',
      'everybody is asked, and every record is marked as a test and not counted.',
      'Remove it before the survey is published.',
    );
  const rates = Object.values(sampling.offices ?? {});
  if (sampling.rate === 0 && !rates.some(Boolean))
    warn('sampling.rate', 'at 0 nobody is invited.', 'Raise it, or set enabled to false if that is meant.');
  if (sampling.offices && !coding?.office)
    warn(
      'sampling.offices',
      'the page must say which office it is.',
      'Call cx7.open({ office }), or set coding.office on each page.',
    );
  if (sampling.cooldownDays !== undefined && sampling.remember !== 'device')
    warn(
      'sampling.cooldownDays',
      'days are only counted where sampling.remember is "device"; this survey remembers the session only.',
      'Remove it, or set sampling.remember to "device".',
    );
  if (sampling.quota && sampling.quota.received >= sampling.quota.target)
    warn(
      'sampling.quota',
      'the target is reached: nobody more is invited.',
      'Raise the target, or set enabled to false.',
    );
  if (sampling.unit === 'interaction' && (trigger?.on ?? TRIGGER) !== 'call')
    warn(
      'sampling.unit',
      'an interaction is known by the key that the page passes to cx7.open({ interactionKey }).',
      'Set trigger.on to "call", or sampling.unit to "session".',
    );
  if (sampling.privacySignal === 'ignore')
    warn(
      'sampling.privacySignal',
      'visitors whose browser sends Global Privacy Control are invited all the same.',
      'Ask your privacy office first.',
    );
};
