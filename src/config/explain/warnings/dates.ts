import type { Look } from './look.ts';

export const dates: Look = ({ wave = {} }, warn, now) => {
  const today = day(now);
  if (wave.until && wave.until < today)
    warn('wave.until', `the wave ended on ${wave.until}: nobody is asked.`, 'Set a later day, or remove wave.');
  else if (wave.from && wave.from > today)
    warn('wave.from', `nobody is asked before ${wave.from}.`, 'Nothing to do if that is meant.');
};

export const clearance: Look = ({ omb, test, wave = {} }, warn, now) => {
  if (!omb) {
    if (!test)
      warn(
        'omb',
        'no OMB control number. A federal survey of ten or more people needs a clearance under the Paperwork Reduction Act (44 U.S.C. 3512).',
        'Add "omb": { "controlNumber": "…", "expires": "…" }, unless this survey needs none.',
      );
    return;
  }
  if (omb.expires < day(now))
    warn(
      'omb.expires',
      `the clearance expired on ${omb.expires}: the survey is not shown.`,
      'Renew it, and set the new date.',
    );
  else if (omb.expires < day(new Date(now.getTime() + 60 * DAY)))
    warn(
      'omb.expires',
      `the clearance expires on ${omb.expires}; the survey is not shown after it.`,
      'Renew it in time.',
    );
  const outlived = (['from', 'until'] as const).find((side) => (wave[side] ?? '') > omb.expires);
  if (outlived)
    warn(
      `wave.${outlived}`,
      `the wave ${outlived === 'from' ? 'begins' : 'goes on'} after ${omb.expires}, when the clearance expires: the survey is not shown then.`,
      'Have the clearance renewed and set omb.expires, or end the wave with it.',
    );
};

const DAY = 86_400_000;

/** The calendar day where this runs, as the survey itself goes by the visitor's calendar. */
const day = (time: Date): string =>
  `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;
