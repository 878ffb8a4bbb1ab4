/** @jsxImportSource react */
import { createElement, StrictMode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Link, Outlet, useLocation } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createSurvey, defineElement } from '../../../src/entries/index.ts';

/** An app with routes. `data-survey` says how it comes by its survey: by a tag of the page, an effect or an element. */
const root = document.getElementById('app') as HTMLElement;

/** Frameworks of routes bring the focus to the new page's heading. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    if (key !== 'default') heading.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

function Session() {
  const [isEnding, setEnding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const stay = () => {
    setEnding(false);
    opener.current?.focus();
  };
  return (
    <>
      <button type="button" ref={opener} onClick={() => setEnding(true)}>
        Extend my session
      </button>
      {isEnding &&
        createPortal(
          <div role="dialog" aria-modal="true" aria-label="Are you still there?">
            {/* biome-ignore lint/a11y/noAutofocus: a modal takes the focus */}
            <button type="button" autoFocus onClick={stay}>
              Yes
            </button>
          </div>,
          document.body,
        )}
    </>
  );
}

function Layout() {
  const [count, setCount] = useState(0);
  return (
    <>
      <nav>
        <Link to="/">Start</Link> <Link to="/form">Form</Link> <Link to="/done">Done</Link>
      </nav>
      <button type="button" onClick={() => setCount(count + 1)}>
        Drawn {count} times
      </button>
      <Session />
      <main>
        <Outlet />
      </main>
    </>
  );
}

function ByEffect() {
  useEffect(() => {
    const survey = createSurvey(JSON.parse(root.dataset.config ?? ''));
    return () => void survey.destroy();
  }, []);
  return null;
}

const ways: Record<string, () => React.ReactNode> = {
  effect: () => <ByEffect />,
  element: () => createElement('cx7-survey', { config: '/cx7.json' }),
};

function Done() {
  return (
    <>
      <Heading>Done</Heading>
      {ways[root.dataset.survey ?? '']?.()}
    </>
  );
}

if (root.dataset.survey === 'element') defineElement();
const router = createBrowserRouter([
  {
    element: <Layout />,
    children: [
      { path: '/', element: <Heading>Start</Heading> },
      { path: '/form', element: <Heading>Form</Heading> },
      { path: '/done', element: <Done /> },
    ],
  },
]);
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
