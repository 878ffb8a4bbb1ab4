import { h, render } from 'preact';
import { toJson } from '../instrument/json.ts';
import { encode } from '../record/encode.ts';
import type { Interview } from '../record/schema.ts';
import { Survey } from './components/Survey.tsx';
import { type Action, begin, flow, isSent } from './flow.ts';
import { focusOn, rememberFocus } from './focus.ts';
import type { DeliveryState, SurveyHandle, SurveyHost } from './host.ts';
import { addSkipLink } from './skip.ts';
import { setStage } from './stage.ts';
import { uuid } from './uuid.ts';
import { yieldTo } from './yield.ts';

/** How long after it has appeared the survey says so, and how long a pause in typing is: milliseconds. */
const HAIL_AFTER = 500;
const PAUSE = 1000;

/**
 * Conducts one interview: puts the survey on the page, lets the respondent's actions through `flow`, and hands
 * over a revision of the record whenever the interview has come further. `submit` has journaled it in the same
 * tick, so that Send followed at once by closing the page loses nothing.
 */
export function conduct(host: SurveyHost): SurveyHandle {
  const { settings, caller, trigger, invited, visit } = host;
  const { resume } = caller;
  const asked = !invited;
  const { placement, root } = setStage(settings.display, asked, host.theme);
  const giveFocusBack = rememberFocus(root.host);
  const ended = new AbortController();
  const id = resume?.id ?? caller.id ?? uuid();
  const time: Interview['time'] = { offered: now(), ...resume?.time, updated: '' };
  // Seconds are counted on a clock that no one can set; what an earlier visit took is added.
  let since = performance.now() - (time.seconds ?? 0) * 1000;
  let state = host.resumed ?? begin(asked);

  const handle = {
    interview: resume as Interview,
    get isOpen() {
      return !ended.signal.aborted && root.host.isConnected; // a page may exchange all that is on it
    },
    tell: (delivery: DeliveryState) => dispatch('delivery', delivery),
    close: () => dispatch('close'),
    destroy() {
      if (ended.signal.aborted) return;
      keep();
      ended.abort();
      root.host.remove();
      if (skip) skip.remove();
    },
  };
  /** What the newest revision says: a revision that would say the same is not made. */
  let kept = isSent(state) && said(revise());

  if (state.disposition === 'opened') time.opened ??= time.offered;
  draw();
  keep();
  root.querySelector('dialog')?.showModal();
  const floats = placement !== 'inline';
  if (asked && floats) toHeading();
  const skip = !asked && floats && addSkipLink(host.pack, host.theme, toHeading);
  if (floats) yieldTo(root.host, root.querySelector('.p')!, ended.signal);
  setTimeout(dispatch, HAIL_AFTER, 'pause', state.comment);
  addEventListener('pagehide', keep, ended);
  document.addEventListener('visibilitychange', () => document.hidden && keep(), ended);
  return handle;

  function dispatch(...action: Action) {
    if (ended.signal.aborted) return;
    const [type, value] = action;
    const { step, disposition } = state;
    const inside = root.activeElement;
    state = flow(state, action, settings.comment.limit);
    // An emptied one is not told: what is said without a comment is that the survey is there, once.
    if (type === 'comment' && value) setTimeout(dispatch, PAUSE, 'pause', value);
    if (state.disposition === 'opened' && !time.opened) {
      time.opened = now();
      since = performance.now();
    }
    if (type === 'send' && isSent(state)) {
      time.answered ??= now();
      stopwatch();
    }
    if (state.disposition !== disposition) keep();
    if (type === 'close') {
      handle.destroy();
      if (inside) giveFocusBack();
    } else {
      draw();
      // Send always tells why it did not go through. A new step begins at its top, but where the focus was
      // elsewhere on the page, it stays there.
      if ((type === 'send' && state.problem) || (inside && state.step !== step)) {
        toHeading(state.problem && '.e');
      }
    }
  }

  /** Makes a revision of what was said since the last one: at a step, and when the survey or the page is left. */
  function keep() {
    if (handle.interview?.disposition === 'complete') return;
    if (state.step === 'details') stopwatch();
    const revised = revise();
    if (said(revised) === kept) return;
    kept = said(revised);
    handle.interview = revised;
    host.submit(revised);
    host.onProgress(revised);
  }

  function revise() {
    const record = encode({
      ...host,
      ...state,
      id,
      revision: (handle.interview?.revision ?? 0) + 1,
      // Words that were never sent stay with the respondent; a choice that was made is kept.
      comment: isSent(state) ? state.comment : '',
      sample: host.decision.sample,
      shown: { trigger, display: placement, device: visit.device, requestedLang: visit.lang },
      time: { ...time, updated: now() },
      page: visit,
      version: VERSION,
    });
    // What step 1 sent was asked in the words of then, whatever language is shown now.
    Object.assign(record.answers, isSent(handle.interview ?? state) ? handle.interview.answers.slice(0, 2) : []);
    return record;
  }

  function stopwatch() {
    time.seconds = Math.round((performance.now() - since) / 100) / 10;
  }

  /**
   * Goes on in the language that was chosen from the list, once its words are there: the answers stay, and from now on
   * the record says this language. Where there are no words, the list goes back to the language that is shown.
   */
  async function speak({ currentTarget: list }: { currentTarget: HTMLSelectElement }) {
    const lang = list.value;
    const pack = await host.packOf(lang);
    if (lang !== list.value) return; // another one was chosen meanwhile
    visit.lang = lang;
    if (pack) host.pack = pack;
    list.value = host.pack.lang;
    dispatch('touch');
  }

  function toHeading(place = 'h2') {
    root.querySelector('.h')?.scrollIntoView({ block: 'nearest' });
    focusOn(root.querySelector(place));
  }

  function draw() {
    render(h(Survey, { host, state, placement, dispatch, speak }), root);
  }
}

const now = () => new Date().toISOString();

const said = ({ disposition, answers, comment }: Interview) => toJson([disposition, answers, comment]);
