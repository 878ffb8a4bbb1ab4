import { MEASURES, type Measure } from '../instrument/measures.ts';
import type { StoredInterview } from '../record/schema.ts';
import {
  type Counted,
  createTallier,
  latest,
  type MeasureTally,
  RECRUITMENTS,
  type Recruitment,
  type Tallier,
  type TallyOptions,
} from './tally.ts';

/** What is read of an interview to tell wordings apart. */
export type CountedWording = Counted & { shown: Pick<StoredInterview['shown'], 'lang'> };

/** What was answered to a measure in one wording, by one kind of respondents. */
export interface WordingTally extends MeasureTally {
  measure: Measure;
  /** Fingerprint of the statement as it was shown: in its language, names filled in. */
  textHash: string;
  /** Language of the statement. */
  lang: string;
  /** Those who were drawn and those who came by themselves are never added up. */
  recruitment: Recruitment;
}

export interface WordingTallier {
  /** Counts one interview. Each may be added once, at its highest revision. */
  add(interview: CountedWording): void;
  /** What was counted so far: by measure, then by recruitment, the wording with most answers first. */
  result(): WordingTally[];
}

/** Tallies interviews by the wording in which each measure was asked. */
export function tallyWordings(interviews: Iterable<CountedWording>, options: TallyOptions = {}): WordingTally[] {
  const tallier = createWordingTallier(options);
  for (const interview of latest(interviews)) tallier.add(interview);
  return tallier.result();
}

/** A tally by wording that grows with each interview and holds none of them. */
export function createWordingTallier(options: TallyOptions = {}): WordingTallier {
  const wordings = new Map<string, Pick<WordingTally, Named> & { tallier: Tallier }>();

  return {
    add(interview) {
      const { recruitment } = interview.sample;
      const { lang } = interview.shown;
      for (const answer of interview.answers) {
        if (answer.state === 'not-shown') continue;
        const { measure, textHash } = answer;
        const key = `${measure} ${recruitment} ${textHash}`;
        const wording = wordings.get(key) ?? { measure, textHash, lang, recruitment, tallier: createTallier(options) };
        wordings.set(key, wording);
        wording.tallier.add({ ...interview, answers: [answer] });
      }
    },
    result: () =>
      [...wordings.values()]
        .map(({ tallier, ...named }) => ({
          ...named,
          ...tallier.result().groups[named.recruitment].measures[named.measure],
        }))
        // An interview that did not get so far, or lies outside of the period, has left a wording without any answer.
        .filter(({ states }) => Object.values(states).some(Boolean))
        .sort(
          (one, other) =>
            MEASURES.indexOf(one.measure) - MEASURES.indexOf(other.measure) ||
            RECRUITMENTS.indexOf(one.recruitment) - RECRUITMENTS.indexOf(other.recruitment) ||
            other.n - one.n ||
            one.textHash.localeCompare(other.textHash),
        ),
  };
}

type Named = 'measure' | 'textHash' | 'lang' | 'recruitment';
