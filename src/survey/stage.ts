import type { Settings } from '../config/settle.ts';
import { css } from './style.ts';
import { theme } from './theme.ts';

type Display = Settings['display'];

/** What goes on inside the survey does not set off the page's hot-keys, form watchers or focus traps. */
const PRIVATE = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'paste', 'focusin', 'focusout'];

/**
 * Puts an empty survey on the page: one element with an open shadow root and a constructed style sheet, which the
 * strictest content security policy allows.
 */
export function setStage(display: Display, asked: boolean) {
  const target = display.placement === 'inline' && display.target && document.querySelector(display.target);
  // Only who asked for it gets a dialog; where the element for an inline survey is missing, the corner is free.
  const placement: Display['placement'] = target
    ? 'inline'
    : display.placement === 'dialog' && asked
      ? 'dialog'
      : 'slide-in';
  const element = document.createElement('div');
  element.setAttribute('data-cx7', '');
  for (const type of PRIVATE) element.addEventListener(type, (event) => event.stopPropagation());
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme(display.accent, display.scheme) + css);
  root.adoptedStyleSheets = [sheet];
  (target || document.body).append(element);
  return { placement, root, leave: () => element.remove() };
}
