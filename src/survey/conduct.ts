import { h, render } from 'preact';
import { type Placement, Survey } from './components/Survey.tsx';
import { type Action, begin, type DeliveryState, flow, isSent, type State } from './flow.ts';
import { focusOn, rememberFocus } from './focus.ts';
import type { SurveyHandle, SurveyHost } from './host.ts';
import { whenLeft } from './leaving.ts';
import { resumed } from './resume.ts';
import { Revisions } from './revisions.ts';
import { shareRoom } from './room.ts';
import { addSkipLink } from './skip.ts';
import { setStage } from './stage.ts';
import type { Words } from './words.ts';

/** How long after it has appeared the survey says so, and how long a pause in typing is: milliseconds. */
const HAIL_AFTER = 500;
const PAUSE = 1000;
/** How long words that were typed and never sent may come back: milliseconds after the survey was closed. */
const DRAFT_LASTS = 15 * 60_000;

/**
 * Conducts one interview: puts the survey on the page, lets the respondent's actions through `flow`, and hands over a
 * revision of the record whenever the interview has come further.
 */
export const conduct = (host: SurveyHost): SurveyHandle => new OpenSurvey(host);

class OpenSurvey implements SurveyHandle {
  private readonly host: SurveyHost;
  private readonly root: ShadowRoot;
  private readonly comeForward: () => void;
  private readonly revisions: Revisions;
  private readonly giveFocusBack: () => void;
  private readonly ended = new AbortController();
  private placement: Placement;
  private state: State;
  private closed = Number.NaN;
  private words: Words;

  constructor(host: SurveyHost) {
    const { settings, invited, resume, pack, visit, obstacles, yieldTo, draft } = host;
    const { signal } = this.ended;
    this.host = host;
    this.state = resume ? resumed(resume) : begin(!invited);
    if (draft && !isSent(this.state)) this.state = { ...this.state, comment: draft };
    this.words = { pack, requested: visit.lang, listed: pack.lang };
    const stage = setStage(settings.display, !invited);
    this.root = stage.root;
    this.placement = stage.placement;
    this.giveFocusBack = rememberFocus(stage.root.host);
    this.draw();
    stage.show();
    if (!invited) this.rise();
    this.revisions = new Revisions(host, this.placement, this.state, this.words);

    if (this.placement !== 'inline') {
      // An invitation leaves the focus where it is, and has a link to it instead.
      if (invited) addSkipLink(pack, stage.dress, () => this.toHeading(), signal);
      else this.toHeading();
    }
    // After the link: that is a change of the page as well.
    this.comeForward = shareRoom({ root: this.root, obstacles, below: obstacles(), signal }, yieldTo);
    this.pauseAfter(HAIL_AFTER, this.state.comment);
    whenLeft(() => this.keep(), signal);
  }

  get interview() {
    return this.revisions.newest;
  }

  get isOpen() {
    return !this.ended.signal.aborted && this.root.host.isConnected; // a page may exchange all that is on it
  }

  get draft() {
    return isSent(this.state) || Date.now() > this.closed + DRAFT_LASTS ? '' : this.state.comment;
  }

  focus() {
    this.rise();
    this.dispatch({ type: 'touch' }); // Who asks for it has touched it.
    this.comeForward();
    this.toHeading();
  }

  tell(delivery: DeliveryState) {
    this.dispatch({ type: 'delivery', delivery });
  }

  close() {
    this.dispatch({ type: 'close' });
  }

  destroy() {
    if (this.ended.signal.aborted) return;
    this.keep();
    this.closed = Date.now();
    this.ended.abort();
    this.root.host.remove();
  }

  private dispatch(action: Action) {
    if (this.ended.signal.aborted) return;
    const before = this.state;
    const hadFocus = this.root.activeElement !== null;
    // Has what masks it loaded by the time it is sent.
    if (action.type === 'pause') this.host.mask(action.comment);
    const { settings, resume } = this.host;
    // The marks of what was taken out of it before may have made it longer.
    this.state = flow(before, action, Math.max(settings.comment.limit, resume?.comment?.text.length ?? 0));
    // An emptied comment is not told: what is said without one is that the survey is there, once.
    if (action.type === 'comment' && action.text) this.pauseAfter(PAUSE, action.text);
    this.noteProgress(before, action);
    if (action.type === 'close') {
      this.destroy();
      if (hadFocus) this.giveFocusBack();
      return;
    }
    this.draw();
    // Send always tells why it did not go through. A new step begins at its top, but where the focus was elsewhere on
    // the page, it stays there.
    if (action.type === 'send' && this.state.problem) this.toTop('[role=alert]');
    else if (hadFocus && this.state.step !== before.step) this.toHeading();
  }

  /** Notes how far the interview has come. */
  private noteProgress(before: State, { type }: Action) {
    const { disposition, step } = this.state;
    if (disposition === 'opened') this.revisions.opened();
    if (type === 'send' && step !== before.step) this.revisions.sent();
    if (disposition !== before.disposition) this.keep();
  }

  private keep() {
    this.revisions.keep(this.state, this.words);
  }

  private pauseAfter(milliseconds: number, comment: string) {
    setTimeout(() => this.dispatch({ type: 'pause', comment }), milliseconds);
  }

  /**
   * Goes on in the language that was chosen from the list, once its words are there: the answers stay, and from now on
   * the record says this language. Where there are no words, the list goes back to the language that is shown.
   */
  private async speak(lang: string) {
    this.words = { ...this.words, listed: lang };
    const pack = (await this.host.packOf(lang)) ?? this.words.pack;
    if (lang !== this.words.listed) return; // another one was chosen meanwhile
    this.words = { pack, requested: lang, listed: pack.lang };
    this.dispatch({ type: 'touch' });
  }

  /** Opens the dialog. It is one also where it would stand behind what of the page it was asked for from. */
  private rise() {
    if (!this.host.obstacles().every((element) => element.contains(this.root.host))) this.placement = 'dialog';
    this.draw();
    const dialog = this.root.querySelector('dialog');
    if (!dialog?.open) dialog?.showModal();
  }

  private toHeading() {
    this.toTop('h2');
  }

  /** Scrolls the survey to its top and brings the focus to something there. */
  private toTop(selector: string) {
    this.root.querySelector('[data-part=header]')?.scrollIntoView({ block: 'nearest' });
    focusOn(this.root.querySelector(selector));
  }

  private draw() {
    const view = {
      host: this.host,
      state: this.state,
      words: this.words,
      placement: this.placement,
      dispatch: (action: Action) => this.dispatch(action),
      onLanguage: (lang: string) => void this.speak(lang),
    };
    render(h(Survey, view), this.root);
  }
}
