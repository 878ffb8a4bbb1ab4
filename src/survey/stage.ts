import type { Settings } from '../config/settle.ts';
import { css } from './style.ts';

/**
 * Puts an empty survey on the page: one element with an open shadow root and a constructed style sheet, which the
 * strictest content security policy allows. What floats stands beside the body, where no filter, transform or exchange of
 * the body reaches it, and where it does not count among the body's children.
 */
export function setStage({ placement, target }: Settings['display'], asked: boolean, theme = '') {
  const place = placement === 'inline' && target && document.querySelector(target);
  const root = shadow('cx7', theme);
  if (place) place.append(root.host);
  else document.documentElement.append(root.host);
  return {
    root,
    // Only who asked for it gets a dialog; an inline survey whose place is missing goes to the corner.
    placement: place || (placement === 'dialog' && asked) ? placement : ('slide-in' as const),
  };
}

/** An element with the survey's style. What goes on inside must not set off the page's hot-keys, form watchers or focus traps. */
export function shadow(name: string, theme = ''): ShadowRoot {
  const host = document.createElement('div');
  host.dataset[name] = '';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + theme);
  root.adoptedStyleSheets = [sheet];
  for (const type of ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'focusin', 'focusout'])
    host.addEventListener(type, (event) => event.stopPropagation());
  return root;
}
