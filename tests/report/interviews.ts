import { MEASURES, type Measure } from '../../src/instrument/measures.ts';
import type { Interview } from '../../src/record/schema.ts';
import complete from '../wire/interview-1-complete.json' with { type: 'json' };

interface Wanted extends Partial<Pick<Interview, 'id' | 'revision' | 'disposition' | 'test' | 'survey' | 'channel'>> {
  offered?: string;
  opened?: string | undefined;
  recruitment?: Interview['sample']['recruitment'];
  probability?: number | undefined;
  office?: string;
  lang?: string;
  comment?: string;
  scores?: Partial<Record<Measure, number>>;
  states?: Partial<Record<Measure, Interview['answers'][number]['state']>>;
}

/** A complete interview that differs from the sample on the wire only in what a test is about. */
export function anInterview(wanted: Wanted = {}): Interview {
  const sample = structuredClone(complete) as unknown as Interview;
  const { recruitment = 'sampled-offer', scores = {}, states = {}, comment } = wanted;
  const probability = 'probability' in wanted ? wanted.probability : recruitment === 'sampled-offer' ? 1 : undefined;
  const { comment: _, ...rest } = sample;
  const { probability: __, ...drawn } = sample.sample;
  const { opened: ___, ...time } = sample.time;
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
    sample: { ...drawn, recruitment, ...(probability === undefined ? {} : { probability }) },
    time: {
      ...time,
      offered: wanted.offered ?? sample.time.offered,
      ...(wanted.opened ? { opened: wanted.opened } : {}),
    },
    ...(comment === undefined ? {} : { comment: { text: comment, masked: {} } }),
    answers: MEASURES.map((measure, index) => {
      const value = scores[measure];
      const base = { measure, textHash: '00000000', position: index + 1 };
      return value === undefined
        ? { ...base, state: states[measure] ?? 'not-shown' }
        : { ...base, state: 'answered', value };
    }),
  };
}
