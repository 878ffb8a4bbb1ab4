import { MEASURES, type Measure } from '../instrument/measures.ts';
import type { StoredInterview } from '../record/schema.ts';
import {
  answersIn,
  type Counted,
  createMeasureTally,
  latest,
  type MeasureBatch,
  type MeasureTally,
  RECRUITMENTS,
  type Recruitment,
  type TallyOptions,
  wantedBy,
} from './tally.ts';

/** What is read of an interview to tell wordings apart. */
export type CountedWording = Counted & { shown: Pick<StoredInterview['shown'], 'lang'> };

/** What was answered to a measure in one wording, by one kind of respondents. */
export interface WordingTally extends MeasureTally {
  measure: Measure;
  /**
   * Fingerprint of the statement as it was shown: in its language, names filled in. `null` where several are added up:
   * anybody can make fingerprints up, so of those without a text 50 of a measure have a row of their own.
   */
  textHash: string | null;
  /** Language of the statement; `null` where several are added up. */
  lang: string | null;
  /** Those who were drawn and those who came by themselves are never added up. */
  recruitment: Recruitment;
}

export interface WordingOptions extends TallyOptions {
  /** Statements by fingerprint, see {@link textsOf}. Each of them has a row of its own. */
  texts?: Readonly<Record<string, string>> | undefined;
}

/** Wordings without a text that have a row of their own, of a measure and a kind of respondents. */
const MOST_UNKNOWN = 50;

export interface WordingTallier {
  /** Counts one interview. Each may be added once, at its highest revision. */
  add(interview: CountedWording): void;
  /** What was counted so far: by measure, then by recruitment, the wording with most answers first. */
  result(): WordingTally[];
}

/** Tallies interviews by the wording in which each measure was asked. */
export function tallyWordings(interviews: Iterable<CountedWording>, options: WordingOptions = {}): WordingTally[] {
  const tallier = createWordingTallier(options);
  for (const interview of latest(interviews)) tallier.add(interview);
  return tallier.result();
}

/** A tally by wording that grows with each wording and holds no interview. */
export function createWordingTallier({ texts = {}, ...options }: WordingOptions = {}): WordingTallier {
  const isWanted = wantedBy(options);
  const wordings = new Map<string, Wording>();
  const unknown = new Map<string, number>();

  /** The row of a statement: its own, or that of all further ones that nobody knows. */
  function rowOf(named: Named): Wording {
    const { measure, recruitment, textHash } = named;
    const asked = `${measure} ${recruitment}`;
    const own = wordings.get(`${asked} ${textHash}`);
    if (own) return own;
    if (textHash === null || Object.hasOwn(texts, textHash)) return begin(named);
    const others = unknown.get(asked) ?? 0;
    if (others >= MOST_UNKNOWN) return rowOf({ measure, recruitment, textHash: null, lang: null });
    unknown.set(asked, others + 1);
    return begin(named);
  }

  function begin(named: Named): Wording {
    const wording = { named, sums: createMeasureTally(named.recruitment) };
    wordings.set(`${named.measure} ${named.recruitment} ${named.textHash}`, wording);
    return wording;
  }

  return {
    add(interview) {
      if (!isWanted(interview)) return;
      const { lang } = interview.shown;
      for (const { textHash, recruitment, measure, ...batch } of answersIn(interview))
        if (batch.state !== 'not-shown') rowOf({ measure, recruitment, textHash, lang }).sums.add(batch);
    },
    result: () =>
      [...wordings.values()]
        .map(({ named, sums }) => ({ ...named, ...sums.result() }))
        .sort(
          (one, other) =>
            MEASURES.indexOf(one.measure) - MEASURES.indexOf(other.measure) ||
            RECRUITMENTS.indexOf(one.recruitment) - RECRUITMENTS.indexOf(other.recruitment) ||
            other.n - one.n ||
            String(one.textHash).localeCompare(String(other.textHash)),
        ),
  };
}

type Named = Pick<WordingTally, 'measure' | 'textHash' | 'lang' | 'recruitment'>;

interface Wording {
  named: Named;
  sums: { add(batch: MeasureBatch): void; result(): MeasureTally };
}
