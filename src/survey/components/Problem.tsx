/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { Phrases } from '../../instrument/language.ts';
import type * as flow from '../flow.ts';

interface Props {
  problem: flow.Problem;
  phrases: Phrases;
}

/** Why Send did not go through, at the top, with a link to the field: it has the focus once Send was pressed. */
export function Problem({ problem, phrases }: Props) {
  return (
    <div class="problem" role="alert" tabIndex={-1}>
      <h3>{phrases.problem}</h3>
      <a
        href={`#${problem}`}
        onClick={(event) => {
          // An id in a shadow root is no target for a link: the page would jump or change its route instead.
          event.preventDefault();
          const root = event.currentTarget.getRootNode() as ShadowRoot; // the survey is drawn nowhere else
          root.querySelector<HTMLElement>(problem === 'nothing' ? 'input' : 'textarea')?.focus();
        }}
      >
        {phrases[problem]}
      </a>
    </div>
  );
}
