import type { View } from './Survey.tsx';

/** Why Send did not go through, at the top, with a link to the field: it takes the focus when Send was pressed. */
export function Problems({ host, state }: View) {
  const { phrases } = host.pack;
  const { problem } = state;
  if (!problem) return null;
  const field = problem === 'nothing' ? 'satisfaction-1' : 'comment';

  // An id in a shadow root is no target for a link: the page would jump or change its route instead.
  const go = (event: Event) => {
    event.preventDefault();
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    root.getElementById(field)?.focus();
  };

  return (
    <div class="e" role="alert" tabIndex={-1}>
      <h3>{phrases.problem}</h3>
      <a href={`#${field}`} onClick={go}>
        {phrases[problem]}
      </a>
    </div>
  );
}
