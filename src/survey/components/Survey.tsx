import { languages } from '../../instrument/languages/index.ts';
import { type Measure, OVERALL, SERVICE } from '../../instrument/measures.ts';
import { fill, namesIn } from '../../instrument/statement.ts';
import type { Action, State } from '../flow.ts';
import type { SurveyHost } from '../host.ts';
import { Comment, room } from './Comment.tsx';
import { Footer } from './Footer.tsx';
import { Problem } from './Problem.tsx';
import { Statement } from './Statement.tsx';

/** What every part of the survey draws from: the interview's state, and the words for it. */
export interface View {
  host: SurveyHost;
  state: State;
  placement: 'slide-in' | 'dialog' | 'inline';
  dispatch(...action: Action): void;
  /** A language was chosen from the list. */
  speak(event: { currentTarget: HTMLSelectElement }): void;
}

/** The survey as the respondent sees it. A function of the state: it decides nothing and keeps nothing. */
export function Survey(view: View) {
  const { host, state, placement, dispatch } = view;
  const { pack, settings } = host;
  const { phrases, lang } = pack;
  const { step, delivery, paused } = state;
  const names = namesIn(settings.names, lang);
  const title = fill(phrases.region, names, pack);
  const close = () => dispatch('close');
  // A panel that its visitor opened is a dialog, though it blocks nothing; one that came by itself is a region.
  const isDialog = placement === 'slide-in' && !host.invited;
  const Panel = placement === 'dialog' ? placement : 'section';
  const service = SERVICE.slice(0, settings.employee ? 5 : 4);
  const {
    measures,
    why,
    buttons = [],
  }: Content = {
    ask: { measures: OVERALL, buttons: ['send', 'close'] as const },
    more: { why: phrases.moreWhy, buttons: ['continue', 'enough'] as const },
    details: { measures: service, buttons: ['send'] as const },
    done: { why: phrases.doneWhy },
    already: {},
  }[step];
  const news = step !== 'details' && delivery;

  return (
    <Panel
      class={`p ${placement} ${settings.display.side} ${state.disposition}`}
      role={isDialog ? 'dialog' : undefined}
      aria-label={title}
      lang={lang}
      dir={pack.dir}
      tabIndex={-1}
      onClick={touch}
      onKeyUp={touch}
      // The first while the focus is still inside: in Firefox it is nowhere by the second.
      onCancel={close}
      onClose={close}
      onKeyDown={(event: KeyboardEvent) => {
        if (isDialog && event.key === 'Escape' && !event.isComposing) close();
      }}
    >
      <div class="h">
        <p class="i">{names.service}</p>
        {settings.languages[1] && measures && (
          // Each language by its own name and in its own voice (WCAG 3.1.2): whoever cannot read the one that is
          // shown finds theirs.
          <select aria-label={phrases.language} value={lang} onChange={view.speak}>
            {settings.languages.map((tag) => (
              <option lang={tag} value={tag}>
                {languages[tag].name}
              </option>
            ))}
          </select>
        )}
        <button type="button" aria-label={phrases.leave} onClick={close}>
          ×
        </button>
      </div>
      {host.decision.sample.recruitment === 'forced' && <p class="t">{phrases.test}</p>}
      <p role="status" class={news ? 'n' : 'v'}>
        {news ? phrases[news] : paused ? room(paused, view) : paused === '' && title}
      </p>
      <div key={step}>
        <h2 tabIndex={-1}>{fill(phrases[step], { count: service.length }, pack)}</h2>
        {measures && [Problem(view), measures.map((measure) => Statement(measure, view)), Comment(view)]}
        {why && <p>{fill(why, names, pack)}</p>}
        <div class="r">
          {buttons.map((type, i) => (
            <button
              type="button"
              class={i ? '' : 'g'}
              onClick={(event) => {
                // There is no form: in a sandboxed frame without `allow-forms`, as agents' desktops use, it would
                // never submit, and Enter on a radio would send answers before they were all given. The second
                // click of a double click is not meant for the button that has just appeared under the pointer.
                if (event.detail < 2) dispatch(type);
              }}
            >
              {phrases[type]}
            </button>
          ))}
        </div>
      </div>
      {Footer(host)}
    </Panel>
  );

  /**
   * The first touch, told from a pass: a key has brought the focus to a control, or a press is over. Not while it
   * lasts: the sheet grows, and the press would end on something else. A radio tells of itself when it changes.
   */
  function touch(event: Event) {
    if ((event.target as Element).closest(`${event.type === 'click' ? '' : 'input,'}textarea,summary,a`))
      dispatch('touch');
  }
}

/** What a step consists of; the first button is the one to go on with. */
interface Content {
  measures?: readonly Measure[];
  why?: string;
  buttons?: readonly ('send' | 'close' | 'continue' | 'enough')[];
}
