import type { Comment } from '../collector/reading.ts';
import type { Measure, Score } from '../instrument/measures.ts';
import type { Recruitment } from '../report/tally.ts';

/** Names of the measures and their domains in 280.7. */
export const MEASURE: Record<Measure, { name: string; domain: string }> = {
  satisfaction: { name: 'Satisfaction', domain: 'Overall' },
  trust: { name: 'Confidence and trust', domain: 'Overall' },
  effectiveness: { name: 'Effectiveness', domain: 'Service' },
  ease: { name: 'Ease', domain: 'Process' },
  efficiency: { name: 'Efficiency', domain: 'Process' },
  transparency: { name: 'Transparency', domain: 'Process' },
  employee: { name: 'Employee helpfulness', domain: 'People' },
};

export const SCORE: Record<Score, string> = {
  1: 'Strongly disagree',
  2: 'Disagree',
  3: 'Neutral',
  4: 'Agree',
  5: 'Strongly agree',
};

export const RECRUITMENT: Record<Recruitment, string> = {
  'sampled-offer': 'Drawn and invited',
  'self-initiated': 'Came by themselves',
  forced: 'Previews',
};

/** The same in the middle of a sentence. */
export const WHO: Record<Recruitment, string> = {
  'sampled-offer': 'invited respondents',
  'self-initiated': 'respondents who came by themselves',
  forced: 'previews',
};

const CHANNEL: Record<Comment['channel'], string> = {
  web: 'Web',
  phone: 'Phone',
  'in-person': 'In person',
  email: 'Email',
  chat: 'Chat',
  'mobile-app': 'Mobile app',
  kiosk: 'Kiosk',
  mail: 'Mail',
};

export const channelName = (channel: string): string => CHANNEL[channel as Comment['channel']] ?? channel;

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** A language tag may be anything that a page said; what is no tag is shown as it came. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const whole = new Intl.NumberFormat('en');

export const count = (n: number): string => whole.format(n);
export const decimal = (n: number): string => n.toFixed(2);

/** A share as a percentage; one that is not nothing never reads as 0%. */
export function percent(share: number): string {
  const points = share * 100;
  if (points > 0 && points < 0.5) return '<1%';
  return `${Math.round(points)}%`;
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

export const dayOf = (time: string | number): string => day.format(new Date(time));
export const clockOf = (time: string | number): string => clock.format(new Date(time));
