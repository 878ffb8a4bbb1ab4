/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import { fill, namesIn } from '../../instrument/statement.ts';
import type { Interview } from '../../record/schema.ts';
import type { Dispatch, State } from '../flow.ts';
import type { SurveyHost } from '../host.ts';
import type { Words } from '../words.ts';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { Status } from './Status.tsx';
import { StepContent } from './StepContent.tsx';

export type Placement = Interview['shown']['display'];

/** What the survey is drawn from. */
export interface View {
  host: SurveyHost;
  state: State;
  words: Words;
  placement: Placement;
  dispatch: Dispatch;
  /** A language was chosen from the list. */
  onLanguage(lang: string): void;
}

/**
 * The survey as the respondent sees it. A function of the state: it decides nothing and keeps nothing. It is drawn by
 * Preact's own `h`: the automatic runtime, a second way to make elements, would be in every visitor's file.
 */
export function Survey({ host, state, words, placement, dispatch, onLanguage }: View) {
  const { settings, decision, invited } = host;
  const { pack } = words;
  const { step } = state;
  const names = namesIn(settings.names, pack.lang);
  const title = fill(pack.phrases.region, names, pack);
  const close = () => dispatch({ type: 'close' });
  const touch = (event: Event) => {
    if (isTouch(event)) dispatch({ type: 'touch' });
  };
  // A panel that its visitor opened is a dialog, though it blocks nothing; one that came by itself is a region.
  const isDialog = placement === 'slide-in' && !invited;
  const Panel = placement === 'dialog' ? 'dialog' : 'section';

  return (
    <Panel
      data-part="panel"
      class={`panel ${placement} ${settings.display.side} ${state.disposition}`}
      role={isDialog ? 'dialog' : undefined}
      aria-label={title}
      lang={pack.lang}
      dir={pack.dir}
      tabIndex={-1}
      onClick={touch}
      onKeyUp={touch}
      // The first while the focus is still inside: in Firefox it is nowhere by the second.
      onCancel={close}
      onClose={(event: Event) => {
        // Not where it was hidden from a dialog of the page: see yield.ts.
        if (!(event.currentTarget as HTMLElement).dataset.back) close();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (isDialog && event.key === 'Escape' && !event.isComposing) close();
      }}
    >
      <Header
        service={names.service}
        phrases={pack.phrases}
        // Where no statement is shown there is no list: no record shall name a language in which nothing was asked.
        languages={step === 'ask' || step === 'details' ? settings.languages : []}
        lang={words.listed}
        onLanguage={onLanguage}
        onClose={close}
      />
      {decision.sample.recruitment === 'forced' && <p class="test">{pack.phrases.test}</p>}
      <Status state={state} title={title} pack={pack} limit={settings.comment.limit} />
      <StepContent key={step} state={state} names={names} pack={pack} settings={settings} dispatch={dispatch} />
      <Footer pack={pack} settings={settings} />
    </Panel>
  );
}

/**
 * The first touch, told from a pass: a key has brought the focus to a control, or a press is over. Not while it
 * lasts: the sheet grows, and the press would end on something else. A radio tells of itself when it changes.
 */
function isTouch({ type, target }: Event): boolean {
  const controls = type === 'click' ? 'textarea,summary,a' : 'input,textarea,summary,a';
  return target instanceof Element && target.closest(controls) !== null;
}
