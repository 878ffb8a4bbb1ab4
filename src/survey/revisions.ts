import { toJson } from '../instrument/json.ts';
import { encode } from '../record/encode.ts';
import type { Interview, StoredInterview } from '../record/schema.ts';
import { isSent, type State } from './flow.ts';
import type { SurveyHost } from './host.ts';
import { uuid } from './uuid.ts';
import type { Words } from './words.ts';

/**
 * The record of one interview. Each revision is handed over in the tick in which it is made, and `submit` journals it
 * there and then: Send followed at once by closing the page loses nothing.
 */
export class Revisions {
  private readonly host: SurveyHost;
  private readonly display: Interview['shown']['display'];
  private readonly id: string;
  private readonly time: Interview['time'];
  /** When the time that it takes began to count, on a clock that no one can set. What an earlier visit took is added. */
  private since: number;
  /** The newest revision. */
  newest: StoredInterview;
  /** What the newest revision says: one that would say the same is not made. */
  private latestSaid: string;

  /** Offers the interview, or goes on with one that was begun before. */
  constructor(host: SurveyHost, display: Interview['shown']['display'], state: State, words: Words) {
    const { resume } = host;
    this.host = host;
    this.display = display;
    this.id = resume?.id ?? uuid();
    this.time = { offered: now(), ...resume?.time, updated: '' };
    this.since = performance.now() - (this.time.seconds ?? 0) * 1000;
    if (state.disposition === 'opened') this.time.opened ??= this.time.offered;
    const first = this.revise(state, words, resume);
    this.newest = resume ?? first;
    this.latestSaid = said(first);
    // What was sent before says nothing new when it is opened again.
    if (!resume || !isSent(state)) this.handOver(first);
  }

  /** Notes when the respondent first touched the survey; the time that it takes counts from then on. */
  opened() {
    if (this.time.opened) return;
    this.time.opened = now();
    this.since = performance.now();
  }

  /** Notes that a step was sent. */
  sent() {
    this.time.answered ??= now();
    this.time.seconds = this.seconds();
  }

  /** Makes a revision of what was said since the last one. Once complete, the record stays as it is. */
  keep(state: State, words: Words) {
    if (this.newest.disposition === 'complete') return;
    if (state.step === 'details') this.time.seconds = this.seconds();
    const revised = this.revise(state, words, this.newest);
    if (said(revised) !== this.latestSaid) this.handOver(revised);
  }

  /** How long it has taken, to a tenth of a second. */
  private seconds(): number {
    return Math.round((performance.now() - this.since) / 100) / 10;
  }

  private handOver(revised: Interview) {
    this.newest = revised;
    this.latestSaid = said(revised);
    this.host.submit(revised);
    this.host.onProgress(revised);
  }

  private revise(state: State, { pack, requested }: Words, before: StoredInterview | undefined): Interview {
    const { config, settings, caller, decision, trigger, visit, mask } = this.host;
    const record = encode({
      id: this.id,
      revision: (before?.revision ?? 0) + 1,
      disposition: state.disposition,
      config,
      settings,
      pack,
      replies: state.replies,
      seen: state.seen,
      // Words that were never sent stay with the respondent; a choice that was made is kept.
      comment: isSent(state) ? state.comment : '',
      mask,
      sample: decision.sample,
      shown: { trigger, display: this.display, device: visit.device, requestedLang: requested },
      time: { ...this.time, updated: now() },
      page: visit,
      caller,
      version: VERSION,
    });
    // What step 1 sent was asked in the words of then, whatever language is shown now.
    const sent = before && isSent(before) ? before.answers.slice(0, 2) : [];
    record.answers.splice(0, sent.length, ...sent);
    // What was taken out of it before is no longer there to be counted.
    const earlier = this.host.resume?.comment;
    if (earlier && record.comment?.text === earlier.text) record.comment = earlier;
    // Only the respondent can take a comment back. Whoever misses it in a later revision is told.
    if (!record.comment && before && (before.comment || 'withdrawn' in before)) record.withdrawn = ['comment'];
    return record;
  }
}

const now = () => new Date().toISOString();

const said = ({ disposition, answers, comment }: StoredInterview) => toJson([disposition, answers, comment]);
