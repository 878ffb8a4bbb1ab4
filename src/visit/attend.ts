import { accepts } from '../config/accepts.generated.ts';
import { type Settings, settle } from '../config/settle.ts';
import type { OptionalTrigger, TriggerName } from '../config/triggers/index.ts';
import { sampleOf } from '../decide/sample.ts';
import type { RecordNews, SurveyOutbox } from '../delivery/types.ts';
import { chooseLanguage } from '../instrument/choose.ts';
import type { LanguagePack } from '../instrument/language.ts';
import { pack as english } from '../instrument/languages/en.ts';
import type { OtherLanguage } from '../instrument/languages/index.ts';
import { quietly } from '../instrument/quietly.ts';
import { type Calls, keepCall, takeUp } from '../page/calls.ts';
import { forget } from '../page/forget.ts';
import { callerOf, type OpenOptions } from '../page/interaction.ts';
import { areSure, sureOf } from '../page/options.ts';
import { afterPaint } from '../page/paint.ts';
import { area, INVITED_KEY, shareMemory } from '../page/recall.ts';
import { remember } from '../page/remember.ts';
import { surroundings } from '../page/surroundings.ts';
import { isSurveyOpen, obstacles, whenWelcome } from '../page/welcome.ts';
import { maskPath, screen } from '../record/screen.ts';
import { conduct } from '../survey/conduct.ts';
import type { SurveyHandle } from '../survey/host.ts';
import type { Opened } from './api.ts';
import { openDelivery, stateAfter } from './delivery.ts';
import { isExcluded } from './excluded.ts';
import { hashes } from './hashes.ts';
import type { Attendant, Attended, Considered, Opening, Parts, SurveyPart } from './parts.ts';

/**
 * Attends to one survey on a page, from the moment it is needed: judges its config, opens it, keeps what is answered,
 * and sends it. Rejects with the reasons where the config is refused.
 */
export const attend: SurveyPart['attend'] = async (attended) => {
  const { config, text, where, memory } = attended;
  shareMemory(memory);
  const visit: Attended = {
    ...attended,
    /** Another file of cx7, by the hash that this one carries. */
    part: (name) => attended.part(name, hashes[name]),
  };
  const explained = () =>
    visit.part('check').then(
      ({ explain }) => explain(text, visit.tag.draw),
      () => '',
    );
  if (!accepts(config)) throw Error(`${where} was refused, so no survey is shown.\n${await explained()}`);
  if (visit.trial) explained().then((notes) => notes && console.warn(`cx7: ${notes}`));

  let attendance: Attendance | undefined;
  const outbox = await openDelivery({ ...visit, endpoint: config.endpoint }, (news) => {
    const state = stateAfter(news);
    if (state && 'id' in news) attendance?.tell(news, state);
  });
  attendance = new Attendance(visit, settle(config), outbox);
  return attendance;
};

class Attendance implements Attendant {
  private readonly visit: Attended;
  private readonly settings: Settings;
  /** One for the whole visit; it also drains what earlier visits left. */
  private readonly outbox: SurveyOutbox;
  private readonly calls: Calls = new Map();
  private readonly mask = screen(() => this.needed('mask'));
  private shown: SurveyHandle | undefined;
  /** What was decided when it was last to be opened. */
  private last: Considered | undefined;
  /** The call of `open()` before this one: one at a time, so that no two surveys open at once. */
  private turn: Promise<unknown> = Promise.resolve();
  private opening = 0;
  private inviting = false;
  /** How often the survey was closed: what was to open before then opens no more. */
  private closings = 0;
  /** Ends with the respondent. */
  private respondent = new AbortController();

  constructor(visit: Attended, settings: Settings, outbox: SurveyOutbox) {
    this.visit = visit;
    this.settings = settings;
    this.outbox = outbox;
    // What masks this page's path is there by the time the survey is.
    maskPath(location.pathname, this.mask);
    // Where a survey is about to open, the database, the locks and the requests come after its first paint.
    setTimeout(() => this.opening || outbox.begin());
  }

  /** Tells the respondent what became of a revision, if it is the newest of the interview on the screen. */
  tell({ id, revision }: RecordNews, state: Parameters<SurveyHandle['tell']>[0]) {
    const newest = this.shown?.interview;
    if (id === newest?.id && revision === newest.revision) this.shown?.tell(state);
  }

  open(options: OpenOptions, opening: Opening): Promise<Opened> {
    this.opening++;
    const { closings } = this;
    const opened = this.turn
      .then(() => this.openNow(options, opening, () => closings < this.closings))
      .finally(() => {
        this.opening--;
        afterPaint(() => this.outbox.begin());
      });
    this.turn = opened.catch(() => {
      // What could not be put on the page keeps no other survey from inviting.
      if (opening.invited) quietly(() => Reflect.deleteProperty(area(false), INVITED_KEY));
    });
    return opened;
  }

  private async openNow(given: OpenOptions, { trigger, invited }: Opening, isClosed: () => boolean): Promise<Opened> {
    const { config, look, decide, events } = this.visit;
    const settings = this.settings;
    const options = await this.usable(given);
    if (!options) {
      // It may be the next caller's turn, who does not answer for the last.
      if (this.shown?.interview.interactionRef) this.shown.close();
      return { shown: false, reason: 'refused' };
    }
    const caller = await callerOf(options, settings);
    const { interactionRef } = caller.said;
    // Without a key, whoever opens it at a desk or a kiosk may be somebody else.
    const isOneVisitors =
      interactionRef || (settings.sampling.unit !== 'interaction' && settings.coding.channel !== 'kiosk');
    const isSame = this.shown?.interview.interactionRef === interactionRef;
    if (this.shown?.isOpen && isSame) {
      if (!invited) this.shown.focus();
      return asked(this.shown);
    }

    const seen = look(config, {
      invited,
      requested: !invited && !interactionRef,
      interactionRef,
      office: options.office,
      preview: options.preview,
    });
    const verdict = decide(config, seen);
    this.last = { seen, verdict };
    if (verdict.reason !== 'asked') {
      // The next caller does not answer for the last, whose draft is gone, too.
      if (!invited && !isSame) {
        this.shown?.close();
        this.shown = undefined;
      }
      return { shown: false, reason: verdict.reason };
    }

    if (invited)
      quietly(() => {
        area(false)[INVITED_KEY] = settings.survey;
      });

    const visit = surroundings(seen, settings);
    const pack = (await this.packOf(chooseLanguage(visit.lang, settings.languages))) ?? english;
    const { signal } = this.respondent;
    // A call that is only tried out is not gone on with.
    const ref = options.preview ? undefined : interactionRef;
    if (ref) await takeUp(this.calls, settings, ref, signal, this.outbox.newestOf);
    if (this.visit.signal.aborted) return { shown: false, reason: 'destroyed' };
    if (isClosed()) return { shown: false, reason: 'closed' };
    // Another survey may have opened while the language was on its way.
    if (invited && isSurveyOpen()) return { shown: false, reason: 'other-survey' };
    const former = this.shown;
    former?.close();
    this.shown = undefined; // until it is on the page
    this.shown = conduct({
      config,
      settings,
      visit,
      decision: { ...verdict, sample: sampleOf(settings, seen, verdict) },
      caller,
      resume: ref ? this.calls.get(ref) : undefined,
      pack,
      packOf: (lang) => this.packOf(lang),
      obstacles,
      mask: this.mask,
      yieldTo: () => this.needed('yield'),
      draft: isSame && isOneVisitors ? former?.draft : undefined,
      trigger,
      invited,
      // Journaled and remembered in the same tick.
      submit: (interview) => {
        this.outbox.put(interview);
        if (ref) keepCall(this.calls, settings, ref, interview, signal);
        else if (!interactionRef) remember(settings, interview);
      },
      // States, never answers: whoever listens on the page learns how far it came and nothing else.
      onProgress: ({ id, disposition }) =>
        events.dispatchEvent(new CustomEvent(disposition, { detail: { id, disposition } })),
    });
    return asked(this.shown);
  }

  /**
   * Of what the page has passed, what can be recorded: the rest is mended or left out, and reported. Nothing where the
   * survey would count as something else.
   */
  private async usable(given: OpenOptions): Promise<OpenOptions | undefined> {
    if (areSure(given)) return given;
    try {
      return (await this.visit.part('check')).mendOptions(given, this.visit);
    } catch {
      this.visit.report(Error('open: wrong options were left out'));
      return sureOf(given);
    }
  }

  /** A file that may come late, and is asked for again: whoever asks goes on without it. */
  private async needed<P extends 'mask' | 'yield'>(name: P): Promise<Parts[P]> {
    try {
      return await this.visit.part(name);
    } catch (error) {
      this.visit.report(error as Error);
      throw error;
    }
  }

  /** A language's words. Where they cannot be loaded that is reported, and there are none. */
  private async packOf(lang: string): Promise<LanguagePack | undefined> {
    if (lang === 'en') return english;
    try {
      return (await this.visit.part(lang as OtherLanguage)).pack;
    } catch (error) {
      this.visit.report(error as Error);
      return undefined;
    }
  }

  async explain() {
    return (await this.visit.part('check')).explainVerdict(this.visit, this.last, this.shown?.isOpen);
  }

  async close() {
    this.closings++;
    this.shown?.close();
  }

  async invite(trigger: TriggerName, delaySeconds = 0) {
    if (this.inviting) return;
    this.inviting = true;
    const { signal } = this.visit;
    await whenWelcome(delaySeconds, signal);
    this.inviting = false;
    // It is decided anew: it may have been opened otherwise, or the app be on a page without a survey.
    if (!signal.aborted) await this.open({}, { trigger, invited: true });
  }

  routeChanged() {
    // What somebody has begun to answer is kept.
    if (this.shown?.interview.disposition === 'offered' && isExcluded(this.visit)) this.shown.destroy();
  }

  async trigger(name: OptionalTrigger) {
    return (await this.visit.part(`trigger-${name as string}`)).start;
  }

  async newRespondent() {
    this.closings++;
    this.respondent.abort();
    this.respondent = new AbortController();
    this.shown?.destroy();
    this.last = this.shown = undefined;
    forget(this.settings);
    this.calls.clear();
  }

  async destroy() {
    this.respondent.abort();
    this.shown?.destroy();
    this.outbox.destroy();
  }
}

const asked = ({ interview: { id } }: SurveyHandle): Opened => ({ shown: true, reason: 'asked', id });
