import { OVERALL, SERVICE } from '../instrument/measures.ts';
import { fill, namesIn } from '../instrument/statement.ts';
import { Comment, room } from './Comment.tsx';
import { Footer } from './Footer.tsx';
import type { Action, State } from './flow.ts';
import type { SurveyHost } from './host.ts';
import { Problem } from './Problem.tsx';
import { Statement } from './Statement.tsx';

/** What every part of the survey draws from: the interview's state, and the words for it. */
export interface View {
  host: SurveyHost;
  state: State;
  placement: 'slide-in' | 'dialog' | 'inline';
  dispatch(action: Action): void;
}

/** The survey as the respondent sees it. A function of the state: it decides nothing and keeps nothing. */
export function Survey(view: View) {
  const { host, state, placement, dispatch } = view;
  const { pack, settings } = host;
  const { phrases } = pack;
  const { step, delivery } = state;
  const names = namesIn(settings.names, pack.lang);
  const title = fill(phrases.region, names);
  const close = () => dispatch({ type: 'close' });
  // A panel that its visitor opened is a dialog, though it blocks nothing; one that came by itself is a region.
  const isDialog = placement === 'slide-in' && host.trigger !== 'load';
  const Panel = placement === 'dialog' ? placement : isDialog ? 'div' : 'section';
  const isAsking = step === 'ask' || step === 'details';
  const measures = step === 'ask' ? OVERALL : SERVICE.slice(0, settings.employee ? 5 : 4);
  const news = step !== 'details' && delivery;

  return (
    <Panel
      class={`p ${placement} ${settings.display.side} ${state.disposition === 'offered' ? 'peek' : ''}`}
      role={isDialog ? 'dialog' : undefined}
      aria-label={title}
      lang={pack.lang}
      dir={pack.dir}
      tabIndex={-1}
      onClick={touch}
      onKeyUp={touch}
      onClose={close}
      onKeyDown={(event: KeyboardEvent) => {
        if (isDialog && event.key === 'Escape' && !event.isComposing) close();
      }}
    >
      <div class="h">
        <p class="i">{names.service}</p>
        <button type="button" aria-label={phrases.close} onClick={close}>
          ×
        </button>
      </div>
      {isTest(host) && <p class="t">{phrases.test}</p>}
      <p role="status" class={news ? 'n' : 'v'}>
        {news ? phrases[news] : state.paused ? room(state.paused, view) : state.paused === '' && title}
      </p>
      <div key={step}>
        <h2 tabIndex={-1}>{fill(phrases[HEADINGS[step]], { count: measures.length })}</h2>
        {isAsking && [Problem(view), measures.map((measure) => Statement(measure, view)), Comment(view)]}
        {step === 'more' && <p>{phrases.moreWhy}</p>}
        {step === 'done' && <p>{fill(phrases.thanksWhy, names)}</p>}
        <div class="r">
          {isAsking && button('send', phrases.send)}
          {step === 'ask' && button('close', phrases.notNow)}
          {step === 'more' && [button('more', phrases.moreYes), button('enough', phrases.moreNo)]}
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
      dispatch({ type: 'touch' });
  }

  /**
   * There is no form: in a sandboxed frame without `allow-forms`, as agents' desktops use, it would never submit,
   * and Enter on a radio would send answers before they were all given.
   * The second click of a double click is not meant for the button that has just appeared under the pointer.
   */
  function button(type: 'send' | 'more' | 'enough' | 'close', text: string) {
    return (
      <button
        type="button"
        class={type === 'send' || type === 'more' ? 'g' : undefined}
        onClick={(event) => {
          if (event.detail < 2) dispatch({ type });
        }}
      >
        {text}
      </button>
    );
  }
}

const HEADINGS = { ask: 'opening', more: 'more', details: 'details', done: 'thanks', already: 'already' } as const;

const isTest = ({ settings, decision }: SurveyHost) => settings.test || decision.sample.recruitment === 'forced';
