import { type ComponentType, createElement as h, lazy, Suspense, useState } from 'react';

/** A page that a server draws and a browser takes over: as a whole document, or within an element of one. */
export function Content({ Part }: { Part: ComponentType }) {
  const [count, setCount] = useState(0);
  const [isEnding, setEnding] = useState(false);
  return h(
    'main',
    null,
    h('h1', null, 'Thank you'),
    h('button', { type: 'button', onClick: () => setCount(count + 1) }, `Drawn ${count} times`),
    h('button', { type: 'button', id: 'opener', onClick: () => setEnding(true) }, 'Extend my session'),
    isEnding &&
      h(
        'div',
        { role: 'dialog', 'aria-modal': true, 'aria-label': 'Are you still there?' },
        h(
          'button',
          {
            type: 'button',
            autoFocus: true,
            onClick() {
              setEnding(false);
              document.getElementById('opener')?.focus();
            },
          },
          'Yes',
        ),
      ),
    h(Suspense, { fallback: 'It comes.' }, h(Part)),
    h('div', { id: 'here' }),
    // What React is told to leave alone, whatever stands in it.
    h('div', { id: 'left-alone', dangerouslySetInnerHTML: { __html: '' }, suppressHydrationWarning: true }),
  );
}

export function Part() {
  const [count, setCount] = useState(0);
  return h('button', { type: 'button', onClick: () => setCount(count + 1) }, `The late part was drawn ${count} times`);
}

export const Whole = ({ Part }: { Part: ComponentType }) =>
  h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('title', null, 'A service page'),
      h('script', { type: 'module', src: '/app/hydrate.js' }),
    ),
    h('body', null, h(Content, { Part })),
  );

/** The part, whose code comes later than the page's. */
export const latePart = (whenThere: Promise<void>) => lazy(() => whenThere.then(() => ({ default: Part })));
