import { h, render } from 'preact';
import { encode } from '../record/encode.ts';
import type { Disposition, Interview } from '../record/schema.ts';
import { type Action, begin, flow, isSent } from './flow.ts';
import { rememberFocus } from './focus.ts';
import type { SurveyHandle, SurveyHost } from './host.ts';
import { Survey } from './Survey.tsx';
import { setStage } from './stage.ts';

/** How long after it has appeared the survey says so, and how long a pause in typing is: milliseconds. */
const HAIL_AFTER = 500;
const PAUSE = 1000;

/**
 * Conducts one interview: puts the survey on the page, lets the respondent's actions through `flow`, and hands
 * over a revision of the record whenever the interview has come further. `submit` has journaled it in the same
 * tick, so that Send followed at once by closing the page loses nothing.
 */
export function conduct(host: SurveyHost): SurveyHandle {
  const { settings, caller, trigger, visit, decision } = host;
  const { resume } = caller;
  const asked = trigger !== 'load';
  const { placement, root, leave } = setStage(settings.display, asked);
  const focus = rememberFocus(root);
  const ended = new AbortController();
  const id = resume?.id ?? caller.id ?? crypto.randomUUID();

  let state = begin(resume, asked);
  let interview = resume as Interview;
  let kept = '';
  let typing: ReturnType<typeof setTimeout>;
  // Seconds are counted on the monotonic clock; what an earlier visit took is added.
  let since = performance.now();
  const time: Interview['time'] = { ...resume?.time, offered: resume?.time.offered ?? now(), updated: now() };
  const earlier = time.seconds ?? 0;

  function revise(disposition: Disposition) {
    return encode({
      ...host,
      id,
      revision: (interview?.revision ?? 0) + 1,
      disposition,
      replies: state.replies,
      seen: state.seen,
      // Words that were never sent stay with the respondent; a choice that was made is kept.
      comment: isSent(state) ? state.comment : '',
      sample: decision.sample,
      shown: { trigger, display: placement, device: visit.device, requestedLang: host.requestedLang },
      time: { ...time, updated: now() },
      page: visit,
      version: VERSION,
    });
  }

  function submit(revised: Interview) {
    interview = revised;
    kept = said(revised);
    host.submit(revised);
    host.onProgress(revised);
  }

  /** The page is left, or the survey closed: what was said since the last revision becomes one. */
  function keep() {
    if (state.step === 'already') return;
    if (state.step === 'details') stopwatch();
    const revised = revise(state.disposition);
    if (said(revised) !== kept) submit(revised);
  }

  function dispatch(action: Action) {
    if (ended.signal.aborted) return;
    const before = state;
    const { step, disposition } = before;
    state = flow(before, action, settings.comment.limit);
    if (state === before) return;
    if (state.disposition !== disposition) {
      if (disposition === 'offered') {
        since = performance.now();
        time.opened ??= now();
      }
      if (action.type === 'send' && !state.problem) {
        time.answered ??= now();
        stopwatch();
      }
      submit(revise(state.disposition));
    }
    if (action.type === 'comment') {
      clearTimeout(typing);
      typing = setTimeout(dispatch, PAUSE, { type: 'pause' });
    }
    const inside = root.activeElement;
    draw();
    if (state.step !== step) {
      panel().scrollTop = 0;
      if (inside) focusOn('h2');
    } else if (action.type === 'send') focusOn('[role=alert]');
  }

  function close() {
    if (ended.signal.aborted) return;
    dispatch({ type: 'close' });
    keep();
    const inside = root.activeElement;
    end();
    if (inside) focus.giveBack();
  }

  function end() {
    ended.abort();
    clearTimeout(typing);
    clearTimeout(hail);
    untold();
    render(null, root);
    leave();
  }

  const stopwatch = () => {
    time.seconds = Math.round(earlier * 10 + (performance.now() - since) / 100) / 10;
  };
  const draw = () => render(h(Survey, { host, state, placement, dispatch, close }), root);
  const panel = () => root.querySelector('.p') as HTMLElement;
  const focusOn = (what: string) => (root.querySelector(what) as HTMLElement | null)?.focus({ preventScroll: true });

  draw();
  if (state.step !== 'already' && !isSent(state)) {
    if (asked) time.opened ??= time.updated;
    submit(revise(state.disposition));
  } else if (resume) kept = said(resume);

  if (placement === 'dialog') (panel() as HTMLDialogElement).showModal();
  if (asked && placement !== 'inline') focusOn('h2');
  const untold = host.onDelivery((delivery) => dispatch({ type: 'delivery', delivery }));
  const hail = setTimeout(dispatch, HAIL_AFTER, { type: 'hail' });
  const { signal } = ended;
  addEventListener('pagehide', keep, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && keep(), { signal });

  return {
    get interview() {
      return interview;
    },
    get isOpen() {
      return !ended.signal.aborted;
    },
    close,
    destroy() {
      if (ended.signal.aborted) return;
      keep();
      end();
    },
  };
}

const now = () => new Date().toISOString();

/** What the respondent has said so far, to tell whether a revision would add anything. */
const said = ({ answers, comment }: Interview) => JSON.stringify([answers, comment]);
