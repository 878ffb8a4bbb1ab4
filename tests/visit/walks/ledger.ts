import { createHash } from 'node:crypto';
import { pack } from '../../../src/instrument/languages/en.ts';
import { MEASURES, type Measure } from '../../../src/instrument/measures.ts';
import type { StoredInterview } from '../../../src/record/schema.ts';
import type { Said, Screen } from './screen.ts';
import type { Key } from './steps.ts';

/** What is promised. A walk fails under the name of the first promise that was broken. */
export const PROMISES = {
  'sent is held':
    'where the screen says that the answers were sent, the collector holds all of them, or what came after',
  'nothing forgotten':
    'no answer becomes skipped, and no comment vanishes, but by the respondent, and the record says so',
  'one respondent': 'no two respondents share an interview, and none has what another has said',
  'one call': 'one key is one interactionRef everywhere, no key is none, and a respondent’s call is one interview',
  'saved arrives': 'what was sent, closed or left arrives once all is well, and nothing waits any more',
  'shown again': 'a survey that is opened again shows what was said in it, or that it was answered',
  'one body': 'one id and revision has one body',
  'no trouble': 'nothing is thrown, no record is refused or dropped, and no error is told',
} as const;
export type PromiseName = keyof typeof PROMISES;

export class Broken extends Error {
  constructor(
    readonly promise: PromiseName,
    readonly what: string,
  ) {
    super(`${promise}: ${what}`);
  }
}

/** What was said to one statement, or written, over time; `undefined` for nothing. */
class Thread<T> {
  private readonly all: (T | undefined)[] = [undefined];
  /** Which of them the respondent was promised to be kept: by Send, or since nobody takes back what a closed survey had. */
  private kept = 0;
  /** Which of them the collector holds. */
  private held = 0;

  get current(): T | undefined {
    return this.all.at(-1);
  }
  get isOwed(): boolean {
    return this.kept > 0;
  }
  say(what: T | undefined): void {
    if (what !== this.current) this.all.push(what);
  }
  keep(): void {
    this.kept = this.all.length - 1;
  }
  /** The page died, maybe before it could keep what was said last. */
  fallBack(): void {
    this.say(this.all[this.kept]);
  }
  /** Whether this is what was kept, or what came later. */
  fits(what: T | undefined): boolean {
    return this.all.includes(what, this.kept);
  }
  /** Takes down what the collector holds from now on. Returns what is wrong with it. */
  hold(what: T | undefined): 'never said' | 'goes back' | undefined {
    const at = this.all.indexOf(what, this.held);
    if (at < 0) return this.all.includes(what) ? 'goes back' : 'never said';
    this.held = at;
    return undefined;
  }
  /** Whether the collector was told anything that it could forget. */
  get wasHeld(): boolean {
    return this.held > 0;
  }
  /** Whether there is nothing after what is held, so that it was taken back. */
  isTakenBack(): boolean {
    return this.all.includes(undefined, this.held + 1);
  }
}

export interface Known {
  id: string;
  /** Who sits before it: machine, tab, and the how many-eth respondent there. */
  owner: string;
  key: Key;
  answers: Map<Measure, Thread<Said>>;
  comment: Thread<string>;
  /** All that was typed in it, sent or not. */
  words: Set<string>;
  record: StoredInterview | undefined;
}

const saidIn = (record: StoredInterview, measure: Measure): Said | undefined => {
  const answer = record.answers.find((one) => one.measure === measure);
  return answer?.value ?? (answer?.state === 'not-applicable' ? answer.state : undefined);
};

const refOf = (survey: string, key: Key) => key && createHash('sha256').update(`cx7:${survey}::${key}`).digest('hex');

/** What every respondent has said, what was promised to them, and what the collector holds. */
export function createLedger(survey: string) {
  const interviews = new Map<string, Known>();
  /** Which interview a respondent has for a call. */
  const calls = new Map<string, string>();
  const bodies = new Map<string, string>();
  const posted = new Map<string, StoredInterview[]>();
  const looked = {} as Record<PromiseName, number>;
  for (const name in PROMISES) looked[name as PromiseName] = 0;
  let broken: Broken | undefined;

  /** Remembers the first breach: what follows it may only be its consequence. */
  function see(promise: PromiseName, holds: boolean, what: () => string): void {
    looked[promise]++;
    if (!holds) broken ??= new Broken(promise, what());
  }

  const short = ({ id }: { id: string }) => id.slice(0, 4);

  return {
    interviews,
    looked,
    see,
    get broken() {
      return broken;
    },

    /**
     * Somebody has a survey on the screen that was not there before.
     * @param drafts words of an interview before it that may come back in this one
     */
    opened(id: string, owner: string, key: Key, screen: Screen, drafts: ReadonlySet<string> = new Set()): Known {
      const known = interviews.get(id);
      const call = `${key} of ${owner}`;
      const before = key && calls.get(call);
      see('one call', !before || before === id, () => `${call} was ${before}, and is ${id}`);
      calls.set(call, id);
      if (!known) {
        const made: Known = {
          id,
          owner,
          key,
          answers: new Map(MEASURES.map((measure) => [measure, new Thread<Said>()])),
          comment: new Thread<string>(),
          words: new Set(drafts),
          record: undefined,
        };
        interviews.set(id, made);
        see(
          'one respondent',
          !screen.comment || drafts.has(screen.comment),
          () => `${short(made)} is new, and has the words ${screen.comment}`,
        );
        for (const measure of MEASURES)
          see('one respondent', screen.saidTo(measure) === undefined, () => `${id} is new, and ${measure} is ticked`);
        see('one respondent', screen.step === 'ask', () => `${id} is new, and begins at ${screen.step}`);
        return made;
      }
      see('one respondent', known.owner === owner, () => `${short(known)} of ${known.owner} is opened by ${owner}`);
      see('one call', known.key === key, () => `${short(known)} of ${known.key} is opened for ${key}`);
      for (const [measure, thread] of known.answers) {
        if (!screen.asks(measure)) continue;
        const said = screen.saidTo(measure);
        see('shown again', thread.fits(said), () => `${short(known)} shows ${said} for ${measure}, which was not said`);
        thread.say(said);
      }
      see(
        'one respondent',
        !screen.comment || known.words.has(screen.comment),
        () => `${short(known)} has the words ${screen.comment}`,
      );
      if (screen.step === 'details') {
        const text = screen.comment || undefined;
        see('shown again', known.comment.fits(text), () => `${short(known)} shows the comment ${text}`);
        known.comment.say(text);
      }
      return known;
    },

    /** From here on all that was said is to be kept. */
    keep(known: Known | undefined): void {
      if (!known) return;
      for (const thread of known.answers.values()) thread.keep();
      known.comment.keep();
    },

    /** The page died: what was not kept may be gone. */
    fallBack(known: Known | undefined): void {
      if (!known) return;
      for (const thread of known.answers.values()) thread.fallBack();
      known.comment.fallBack();
    },

    /** A body goes on the wire. */
    sends(body: string): void {
      const record: StoredInterview = JSON.parse(body);
      const key = `${record.id}:${record.revision}`;
      see('one body', (bodies.get(key) ?? body) === body, () => `${key} was ${bodies.get(key)} and is ${body}`);
      if (!bodies.has(key)) posted.set(record.id, [...(posted.get(record.id) ?? []), record]);
      bodies.set(key, body);
    },

    /** What the collector holds of an interview after a post. */
    held(record: StoredInterview): void {
      const known = interviews.get(record.id);
      const { comment } = record;
      if (!known) {
        // Its page may have died before it could tell that it was open.
        const isEmpty = !comment && MEASURES.every((measure) => saidIn(record, measure) === undefined);
        see('one respondent', isEmpty, () => `${record.id} was shown to nobody, and has answers`);
        return;
      }
      const { key } = known;
      see(
        'one call',
        record.interactionRef === refOf(survey, key),
        () => `${short(known)} of ${key} has another ref: ${record.interactionRef}`,
      );
      for (const [measure, thread] of known.answers) {
        const said = saidIn(record, measure);
        const wasHeld = thread.wasHeld;
        const wrong = thread.hold(said);
        see(
          said === undefined || wrong === 'goes back' ? 'nothing forgotten' : 'one respondent',
          !wrong && !(wasHeld && said === undefined),
          () => `revision ${record.revision} of ${short(known)} has ${said} for ${measure}, ${wrong}`,
        );
      }
      const before = known.record?.comment;
      const isTakenBack = known.comment.isTakenBack();
      const wrong = known.comment.hold(comment?.text);
      see(
        wrong === 'never said' ? 'one respondent' : 'nothing forgotten',
        !wrong,
        () => `revision ${record.revision} of ${short(known)} has the comment ${comment?.text}, ${wrong}`,
      );
      const isWithdrawn = 'withdrawn' in record && record.withdrawn?.includes('comment');
      if (before && !comment)
        see(
          'nothing forgotten',
          isTakenBack && !!isWithdrawn,
          () => `${short(known)} has lost the comment ${before.text}`,
        );
      if (isWithdrawn)
        see('nothing forgotten', !comment, () => `${short(known)} has a comment, and says that it was withdrawn`);
      known.record = record;
    },

    /** Looks at what a screen says of the interview that is on it. */
    look(known: Known | undefined, screen: Screen): void {
      if (!known || screen.status !== pack.phrases.sent) return;
      const { record } = known;
      for (const [measure, { current }] of known.answers)
        if (current !== undefined)
          see(
            'sent is held',
            !!record && saidIn(record, measure) === current,
            () =>
              `${short(known)} says sent; ${measure} is ${current}, and ${record && saidIn(record, measure)} is held`,
          );
      const { current } = known.comment;
      see(
        'sent is held',
        record?.comment?.text === current,
        () => `${short(known)} says sent; its comment is ${current}, and ${record?.comment?.text} is held`,
      );
    },

    /** At the end, with everything well for long. */
    finish(): void {
      for (const known of interviews.values()) {
        const { record, answers, comment } = known;
        for (const [measure, thread] of answers)
          if (thread.isOwed) {
            const held = record && saidIn(record, measure);
            see('saved arrives', thread.fits(held), () => `${short(known)} lacks ${measure}; ${held} is held`);
          }
        const text = record?.comment?.text;
        see('saved arrives', comment.fits(text), () => `${short(known)} lacks its comment; ${text} is held`);
      }
      // Also what the collector has put together again: each device says all that it knows.
      for (const revisions of posted.values()) {
        const said = new Map<Measure, number>();
        for (const record of [...revisions].sort((a, b) => a.revision - b.revision))
          for (const measure of MEASURES) {
            const isSaid = saidIn(record, measure) !== undefined;
            see(
              'nothing forgotten',
              isSaid || !said.has(measure),
              () => `revision ${record.revision} of ${short(record)} is sent without ${measure}`,
            );
            if (isSaid) said.set(measure, record.revision);
          }
      }
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
