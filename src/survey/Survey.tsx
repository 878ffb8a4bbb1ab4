import { OVERALL, SERVICE } from '../instrument/measures.ts';
import { fill, namesIn } from '../instrument/statement.ts';
import { Comment } from './Comment.tsx';
import { Footer } from './Footer.tsx';
import type { Action, State } from './flow.ts';
import type { SurveyHost } from './host.ts';
import { Problems } from './Problems.tsx';
import { Statement } from './Statement.tsx';

/** What every part of the survey draws from: the interview's state, and the words for it. */
export interface View {
  host: SurveyHost;
  state: State;
  placement: 'slide-in' | 'dialog' | 'inline';
  dispatch(action: Action): void;
  close(): void;
}

/** The survey as the respondent sees it. A function of the state: it decides nothing and keeps nothing. */
export function Survey(view: View) {
  const { host, state, placement, dispatch, close } = view;
  const { pack, settings } = host;
  const { phrases } = pack;
  const { service } = namesIn(settings.names, pack.lang);
  const asked = host.trigger !== 'load';
  // A panel that its visitor opened is a dialog, though it blocks nothing; one that came by itself is a region.
  const isDialog = asked && placement === 'slide-in';
  const Panel = placement === 'dialog' ? 'dialog' : isDialog ? 'div' : 'section';
  const { step, delivery } = state;
  const news = step !== 'details' && delivery;

  return (
    <Panel
      class={`p ${placement} ${settings.display.side} ${state.disposition === 'offered' ? 'peek' : ''}`}
      role={isDialog ? 'dialog' : undefined}
      aria-label={fill(phrases.region, { service })}
      lang={pack.lang}
      dir={pack.dir}
      tabIndex={-1}
      onClick={touch}
      onKeyUp={touch}
      onClose={close}
      onKeyDown={(event: KeyboardEvent) => isDialog && event.key === 'Escape' && !event.isComposing && close()}
    >
      <div class="h">
        <p>{service}</p>
        <button type="button" class="x" aria-label={phrases.close} onClick={close}>
          ×
        </button>
      </div>
      {(settings.test || host.decision.sample.recruitment === 'forced') && <p class="t">{phrases.test}</p>}
      <p role="status" class={news ? `n ${news}` : 'v'}>
        {news ? phrases[news] : state.hailed && step === 'ask' && fill(phrases.region, { service })}
      </p>
      <div class="b" key={step}>
        {body()}
      </div>
      <Footer {...view} />
    </Panel>
  );

  /**
   * The first touch, told from a pass: a key has brought the focus to a control, or a press is over. Not while it
   * lasts: the sheet grows, and the press would end on something else. A radio tells of itself when it changes.
   */
  function touch(event: Event) {
    const control = event.type === 'click' ? 'textarea,summary,a' : 'input,textarea,summary,a';
    if ((event.target as Element).closest(control)) dispatch({ type: 'touch' });
  }

  function body() {
    switch (step) {
      case 'ask':
      case 'details': {
        const isFirst = step === 'ask';
        const measures = isFirst ? OVERALL : SERVICE;
        return (
          <>
            <h2 tabIndex={-1}>{isFirst ? phrases.opening : phrases.details}</h2>
            <Problems {...view} />
            {measures.map(
              (measure) =>
                (measure !== 'employee' || settings.employee) && (
                  <Statement key={measure} measure={measure} {...view} />
                ),
            )}
            <Comment {...view} />
            <div class="r">
              {button('send', phrases.send)}
              {isFirst && (
                <button type="button" onClick={close}>
                  {phrases.notNow}
                </button>
              )}
            </div>
          </>
        );
      }
      case 'more':
        return (
          <>
            <h2 tabIndex={-1}>{fill(phrases.more, { count: SERVICE.length - (settings.employee ? 0 : 1) })}</h2>
            <p>{phrases.moreWhy}</p>
            <div class="r">
              {button('more', phrases.moreYes)}
              {button('enough', phrases.moreNo)}
            </div>
          </>
        );
      default:
        return (
          <>
            <h2 tabIndex={-1}>{step === 'done' ? phrases.thanks : phrases.already}</h2>
            {step === 'done' && <p>{fill(phrases.thanksWhy, { service })}</p>}
          </>
        );
    }
  }

  /**
   * There is no form: in a sandboxed frame without `allow-forms`, as agents' desktops use, it would never submit,
   * and Enter on a radio would send answers before they were all given.
   * The second click of a double click is not meant for the button that has just appeared under the pointer.
   */
  function button(type: 'send' | 'more' | 'enough', text: string) {
    return (
      <button
        type="button"
        class={type === 'enough' ? '' : 'g'}
        onClick={(event) => event.detail < 2 && dispatch({ type })}
      >
        {text}
      </button>
    );
  }
}
