/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { Phrases } from '../../instrument/language.ts';
import type { Dispatch, Step } from '../flow.ts';

/** What one can do at each step; the first is the one to go on with. */
const ACTIONS = {
  ask: ['send', 'close'],
  more: ['continue', 'enough'],
  details: ['send'],
  done: [],
  already: [],
} as const satisfies Record<Step, readonly ('send' | 'close' | 'continue' | 'enough')[]>;

interface Props {
  step: Step;
  phrases: Phrases;
  dispatch: Dispatch;
}

/**
 * The buttons below a step. There is no form: in a sandboxed frame without `allow-forms`, as agents' desktops use, it
 * would never submit, and Enter on a radio would send answers before they were all given.
 */
export function Actions({ step, phrases, dispatch }: Props) {
  return (
    <div data-part="actions" class="actions">
      {ACTIONS[step].map((type, index) => (
        <button
          key={type}
          type="button"
          class={index === 0 ? 'primary' : undefined}
          onClick={(event) => {
            // The second click of a double click is not meant for the button that has just appeared under the pointer.
            if (event.detail < 2) dispatch({ type });
          }}
        >
          {phrases[type]}
        </button>
      ))}
    </div>
  );
}
