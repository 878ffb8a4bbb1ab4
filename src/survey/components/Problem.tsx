import type { View } from './Survey.tsx';

/** Why Send did not go through, at the top, with a link to the field: it has the focus once Send was pressed. */
export function Problem({ host: { pack }, state: { problem } }: View) {
  return (
    problem && (
      <div class="e" role="alert" tabIndex={-1}>
        <h3>{pack.phrases.problem}</h3>
        <a
          href={`#${problem}`}
          onClick={(event) => {
            // An id in a shadow root is no target for a link: the page would jump or change its route instead.
            event.preventDefault();
            const root = event.currentTarget.getRootNode() as ShadowRoot;
            root.querySelector<HTMLElement>(problem === 'nothing' ? 'input' : 'textarea')?.focus();
          }}
        >
          {pack.phrases[problem]}
        </a>
      </div>
    )
  );
}
