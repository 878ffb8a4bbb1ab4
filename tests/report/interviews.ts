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
}

/** A complete interview that differs from the sample on the wire only in what a test is about. */
export function anInterview(wanted: Wanted = {}): StoredInterview {
  // What a file holds has no literal types, and both versions have all the fields that are touched here.
  const sample = structuredClone(wanted.version === 1 ? first : second) as unknown as Interview;
  const { recruitment = 'sampled-offer', comment, tag } = wanted;
  const probability = 'probability' in wanted ? wanted.probability : recruitment === 'sampled-offer' ? 1 : undefined;
  const { comment: _, ...rest } = sample;
  const { probability: __, tag: ___, ...drawn } = sample.sample;
  const { opened: ____, ...time } = sample.time;
  return {
    ...rest,
    id: wanted.id ?? crypto.randomUUID(),
    revision: wanted.revision ?? 4,
    disposition: wanted.disposition ?? 'complete',
    test: wanted.test ?? false,
    survey: wanted.survey ?? sample.survey,
    channel: wanted.channel ?? sample.channel,
    org: { ...sample.org, ...(wanted.office ? { office: wanted.office } : {}) },
    shown: { ...sample.shown, lang: wanted.lang ?? 'en' },
    sample: { ...drawn, recruitment, ...(probability === undefined ? {} : { probability }), ...(tag && { tag }) },
    time: {
      ...time,
      offered: wanted.offered ?? sample.time.offered,
      ...(wanted.opened ? { opened: wanted.opened } : {}),
    },
    ...(comment === undefined ? {} : { comment: { text: comment, masked: {} } }),
    answers: answersOf(wanted),
  };
}

const answersOf = ({ scores = {}, states = {} }: Wanted): Answer[] =>
  MEASURES.map((measure, index) => {
    const value = scores[measure];
    const base = { measure, textHash: '00000000', position: index + 1 };
    return value === undefined
      ? { ...base, state: states[measure] ?? 'not-shown' }
      : { ...base, state: 'answered', value };
  });
