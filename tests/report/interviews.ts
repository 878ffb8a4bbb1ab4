import { MEASURES, type Measure } from '../../src/instrument/measures.ts';
import type { Answer, Interview, StoredInterview } from '../../src/record/schema.ts';
import first from '../wire/interview-1-complete.json' with { type: 'json' };
import second from '../wire/interview-2-complete.json' with { type: 'json' };

interface Wanted extends Partial<Pick<Interview, 'id' | 'revision' | 'disposition' | 'test' | 'survey' | 'channel'>> {
  /** Of the record. Default: the one that is made now. */
  version?: 1 | 2;
  offered?: string;
  opened?: string | undefined;
  recruitment?: Interview['sample']['recruitment'];
  probability?: number | undefined;
  /** Only in version 2. */
  tag?: Interview['sample']['tag'];
  office?: string;
  lang?: string;
  comment?: string;
  scores?: Partial<Record<Measure, number>>;
  states?: Partial<Record<Measure, Answer['state']>>;
  /** Fingerprints of the statements. */
  hashes?: Partial<Record<Measure, string>>;
}

/** A complete interview that differs from the sample on the wire only in what a test is about. */
export function anInterview(wanted: Wanted = {}): StoredInterview {
  // What a file holds has no literal types, and both versions have all the fields that are touched here.
  const sample = structuredClone(wanted.version === 1 ? first : second) as unknown as Interview;
  const { recruitment = 'sampled-offer', comment, tag } = wanted;
  const isDrawn = recruitment === 'sampled-offer';
  const probability = 'probability' in wanted ? wanted.probability : isDrawn ? (tag?.rate ?? 1) : undefined;
  const { comment: _, ...rest } = sample;
  const { probability: __, tag: ___, ...drawn } = sample.sample;
  const rate = (probability ?? 1) / (tag?.rate ?? 1);
  return {
    ...rest,
    id: wanted.id ?? crypto.randomUUID(),
    revision: wanted.revision ?? 4,
    disposition: dispositionOf(wanted),
    test: wanted.test ?? recruitment === 'forced',
    survey: wanted.survey ?? sample.survey,
    // Some tests file by today's clock, whenever that is.
    omb: { controlNumber: '1405-0193', expires: '2099-12-31' },
    channel: wanted.channel ?? sample.channel,
    org: { ...sample.org, ...(wanted.office ? { office: wanted.office } : {}) },
    shown: { ...sample.shown, lang: wanted.lang ?? 'en' },
    sample: { ...drawn, recruitment, rate, ...(probability === undefined ? {} : { probability }), ...(tag && { tag }) },
    time: timeOf(wanted, wanted.offered ?? sample.time.offered),
    ...(comment === undefined ? {} : { comment: { text: comment, masked: {} } }),
    answers: answersOf(wanted),
  };
}

const dispositionOf = ({ disposition = 'complete' }: Wanted) => disposition;

const isSent = (wanted: Wanted) => /partial|complete/.test(dispositionOf(wanted));

/** Four seconds to the first touch, half a minute to the first step, and a minute in all. */
function timeOf(wanted: Wanted, offered: string): Interview['time'] {
  const after = (seconds: number) => {
    const at = new Date(Date.parse(offered) + seconds * 1000);
    return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 ? offered : at.toISOString();
  };
  const opened = wanted.opened ?? (isSent(wanted) || wanted.disposition === 'opened' ? after(4) : undefined);
  return {
    offered,
    ...(opened && { opened }),
    ...(isSent(wanted) && { answered: after(24), seconds: 51.9 }),
    updated: after(56),
  };
}

const answersOf = (wanted: Wanted): Answer[] =>
  MEASURES.map((measure, index) => {
    const { scores = {}, states = {}, hashes = {} } = wanted;
    const isShown = isSent(wanted) && index < 2;
    const value = scores[measure];
    const base = { measure, textHash: hashes[measure] ?? '00000000', position: index + 1 };
    return value === undefined
      ? { ...base, state: states[measure] ?? (isShown ? 'skipped' : 'not-shown') }
      : { ...base, state: 'answered', value };
  });
