import {
  defaultVariants,
  en,
  fingerprint,
  hash32,
  MEASURES,
  type Measure,
  statementOf,
} from '../src/instrument/index.ts';
import { pack as es } from '../src/instrument/languages/es.ts';
import type { Answer, Disposition, Interview } from '../src/record/schema.ts';

export interface SyntheticOptions {
  /** The same seed makes the same interviews. */
  seed: number;
  /** Default `passport-renewal`. */
  survey?: string | undefined;
  /** Offers fall into this stretch, RFC 3339. Default: the 30 days before `until`, which is now. */
  from?: string | undefined;
  until?: string | undefined;
}

/**
 * Made-up interviews that look like real ones: every disposition, several offices, channels and languages, comments,
 * scores with means near those that agencies have published. All are marked as tests, so that they are never counted
 * as anybody's opinion.
 */
export function syntheticInterviews(n: number, options: SyntheticOptions): Interview[] {
  const until = options.until ? Date.parse(options.until) : Date.now();
  const from = options.from ? Date.parse(options.from) : until - 30 * DAY;
  const draw = drawing(options.seed);
  return Array.from({ length: n }, () => synthetic(draw, options.survey ?? 'passport-renewal', from, until));
}

const DAY = 86_400_000;

/** Mean near the published ones (4.2 to 4.6 of 5) and shaped like them: most agree, a few are angry. */
const SHARES: Record<Measure, readonly number[]> = {
  satisfaction: [0.04, 0.04, 0.07, 0.26, 0.59],
  trust: [0.04, 0.05, 0.1, 0.27, 0.54],
  effectiveness: [0.05, 0.04, 0.06, 0.23, 0.62],
  ease: [0.05, 0.06, 0.08, 0.28, 0.53],
  efficiency: [0.06, 0.08, 0.11, 0.29, 0.46],
  transparency: [0.02, 0.03, 0.07, 0.23, 0.65],
  employee: [0.02, 0.03, 0.06, 0.2, 0.69],
};

/** How much easier or harder things are at each office: something for the filters to find. */
const OFFICES = [
  { office: 'boston', luck: 0.06 },
  { office: 'denver', luck: 0 },
  { office: 'el-paso', luck: -0.12 },
  { office: 'seattle', luck: 0.03 },
] as const;

const COMMENTS = {
  en: {
    good: [
      'The whole renewal took me less than ten minutes.',
      'Clear instructions, and the photo check told me what was wrong before I paid.',
      'The woman at the counter explained every step. Thank you!',
      'Much faster than I remembered it from ten years ago.',
    ],
    bad: [
      'I had to upload the photo four times and never learned why it was refused.',
      'Waited 50 minutes on the phone to be told to use the website.',
      'The form lost everything when I went back one page.',
      'Nobody could tell me where my application is. I need to travel in two weeks.',
    ],
    mixed: [
      'Fine in the end, but the fee page is confusing.',
      'Online was easy; finding an appointment was not.',
      'My phone number [phone] was on the old form, why type it again?',
    ],
  },
  es: {
    good: ['Todo fue muy claro y rápido.', 'La persona que me atendió hablaba español y me ayudó mucho.'],
    bad: ['La página en español no tenía la última parte.', 'Esperé demasiado tiempo para una respuesta.'],
    mixed: ['Bien, aunque no entendí qué foto necesitaba.'],
  },
} as const;

type Draw = ReturnType<typeof drawing>;

function synthetic(draw: Draw, survey: string, from: number, until: number): Interview {
  const offered = from + draw.share() * (until - from - 1);
  const { office, luck } = draw.one(OFFICES);
  const channel = draw.of({ web: 0.72, phone: 0.18, 'in-person': 0.1 } as const);
  const recruitment = draw.of({ 'sampled-offer': 0.94, 'self-initiated': 0.06 } as const);
  const lang = draw.of({ en: 0.86, es: 0.14 } as const);
  const rate = channel === 'web' ? 0.25 : 1;
  const disposition: Disposition = draw.of(
    recruitment === 'sampled-offer'
      ? { offered: 0.24, dismissed: 0.27, opened: 0.05, partial: 0.16, complete: 0.28 }
      : { offered: 0, dismissed: 0, opened: 0.12, partial: 0.25, complete: 0.63 },
  );
  const sent = disposition === 'partial' || disposition === 'complete';
  const answers = sent ? answersOf(draw, disposition, channel, lang, luck) : [];
  const comment = sent && draw.share() < 0.28 ? commentOf(draw, answers, lang) : undefined;
  const seconds = Math.round(18 + draw.share() * 90);
  const opened = sent || disposition === 'opened' ? offered + 2000 + draw.share() * 20_000 : undefined;
  const time = (at: number) => new Date(at).toISOString();

  return {
    schema: 'cx7.interview/2',
    id: draw.uuid(),
    revision: { offered: 1, dismissed: 2, opened: 2, partial: 3, complete: 4 }[disposition],
    disposition,
    test: true,
    instrument: { edition: 'a11-2019', variants: { ...defaultVariants }, custom: [], configHash: fingerprint(survey) },
    omb: { controlNumber: '0000-0000', expires: '2031-12-31' },
    survey,
    service: survey,
    org: { department: 'DEMO', office, path: [] },
    serviceType: 'administrative',
    level: 'transaction',
    channel,
    administration: channel === 'phone' ? 'assisted' : 'self',
    answers,
    ...(comment ? { comment } : {}),
    extra: [],
    sample: {
      recruitment,
      unit: channel === 'web' ? 'session' : 'interaction',
      rate,
      ...(recruitment === 'sampled-offer' ? { probability: rate } : {}),
      salt: 'demo',
      cooldownDays: 90,
    },
    shown: {
      trigger: recruitment === 'self-initiated' ? 'click' : channel === 'web' ? 'load' : 'call',
      display: channel === 'web' ? 'slide-in' : 'inline',
      device: channel === 'in-person' ? 'kiosk' : draw.of({ desktop: 0.45, phone: 0.48, tablet: 0.07 } as const),
      lang,
      requestedLang: lang === 'en' && draw.share() < 0.05 ? 'vi' : lang,
      fallback: false,
      translation: lang === 'en' ? 'official' : 'draft',
    },
    time: {
      offered: time(offered),
      ...(opened ? { opened: time(opened) } : {}),
      ...(opened && sent ? { answered: time(opened + seconds * 500) } : {}),
      updated: time((opened ?? offered) + (sent ? seconds * 1000 : 4000)),
      ...(sent ? { seconds } : {}),
    },
    page: { origin: 'https://www.agency.example', path: `/${survey}/done` },
    context: {},
    indicators: channel === 'phone' ? { waitSeconds: Math.round(draw.share() ** 2 * 1500) } : {},
    client: { version: 'synthetic' },
  };
}

function answersOf(draw: Draw, disposition: Disposition, channel: string, lang: 'en' | 'es', luck: number): Answer[] {
  // Somebody who is content is so throughout: one mood a person, with a little noise for each statement.
  const mood = draw.share();
  const declined = disposition === 'complete' && draw.share() < 0.25;
  return MEASURES.map((measure, index) => {
    const { text } = statementOf(measure, lang === 'es' ? es : en, {
      names: { service: 'Passport Renewal' },
      variants: defaultVariants,
    });
    const base = { measure, textHash: fingerprint(text), position: index + 1 };
    if (index >= 2 && (disposition === 'partial' || declined)) return { ...base, state: 'not-shown' };
    if (measure === 'employee' && channel === 'web' && draw.share() < 0.6) return { ...base, state: 'not-applicable' };
    if (draw.share() < 0.04) return { ...base, state: 'skipped' };
    const place = Math.min(0.999, Math.max(0, 0.75 * mood + 0.25 * draw.share() + luck));
    return { ...base, state: 'answered', value: scoreAt(SHARES[measure], spread(place)) };
  });
}

/** Makes the sum of two even draws, which gathers in the middle, even again. */
const spread = (sum: number): number => {
  const [wide, narrow] = [0.75, 0.25];
  if (sum < narrow) return sum ** 2 / (2 * wide * narrow);
  if (sum < wide) return (sum - narrow / 2) / wide;
  return 1 - (1 - sum) ** 2 / (2 * wide * narrow);
};

function scoreAt(shares: readonly number[], place: number): number {
  let sum = 0;
  for (const [index, share] of shares.entries()) {
    sum += share;
    if (place < sum) return index + 1;
  }
  return 5;
}

function commentOf(draw: Draw, answers: Answer[], lang: 'en' | 'es'): Interview['comment'] {
  const scores = answers.flatMap(({ value }) => value ?? []);
  const mean = scores.reduce((all, score) => all + score, 0) / (scores.length || 1);
  const text: string = draw.one(COMMENTS[lang][mean >= 4 ? 'good' : mean < 3 ? 'bad' : 'mixed']);
  return { text, masked: text.includes('[phone]') ? { phone: 1 } : {} };
}

/** Draws from a seed: the survey's own sampling hash over a running number. */
function drawing(seed: number) {
  let drawn = 0;
  const share = (): number => hash32(`${seed}:${drawn++}`) / 2 ** 32;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(share() * 16).toString(16)).join('');
  return {
    share,
    one: <Items extends readonly [unknown, ...unknown[]]>(items: Items): Items[number] =>
      items[Math.floor(share() * items.length)] ?? items[0],
    /** One of the names, each with its share. */
    of<Name extends string>(shares: Readonly<Record<Name, number>>): Name {
      let left = share();
      for (const name in shares) {
        left -= shares[name];
        if (left < 0) return name;
      }
      return Object.keys(shares).at(-1) as Name;
    },
    uuid: () => `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`,
  };
}
