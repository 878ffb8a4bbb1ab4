import type { Settings } from '../config/settle.ts';
import css from './survey.css';
import { themed } from './theme.ts';

/** What goes on inside must not set off the page's hot-keys, form watchers or focus traps. */
const KEPT_INSIDE = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'focusin', 'focusout'];

/**
 * Sets up an empty survey: one element with an open shadow root and a constructed style sheet, which the strictest
 * content security policy allows. `show` puts it on the page. What floats stands beside the body, where no filter,
 * transform or exchange of the body reaches it, and where it does not count among the body's children.
 */
export function setStage(display: Settings['display'], asked: boolean) {
  const { placement, target } = display;
  const place = placement === 'inline' && target ? document.querySelector(target) : null;
  const sheets = [sheetOf(themed(css, display))];
  const root = shadow('cx7', sheets);
  return {
    root,
    sheets,
    // Only who asked for it gets a dialog; an inline survey whose place is missing goes to the corner.
    placement: place || (placement === 'dialog' && asked) ? placement : ('slide-in' as const),
    show: () => (place ?? document.documentElement).append(root.host),
  };
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** An element with the survey's style, which is not on the page yet. */
export function shadow(name: 'cx7' | 'cx7Skip', sheets: CSSStyleSheet[]): ShadowRoot {
  const host = document.createElement('div');
  host.dataset[name] = '';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = sheets;
  for (const type of KEPT_INSIDE) host.addEventListener(type, (event) => event.stopPropagation());
  return root;
}
