import type { Settings } from '../config/settle.ts';
import { css } from './style.ts';

/**
 * Puts an empty survey on the page: one element with an open shadow root and a constructed style sheet, which the
 * strictest content security policy allows.
 */
export function setStage({ placement, target }: Settings['display'], asked: boolean, theme = '') {
  const place = placement === 'inline' && target && document.querySelector(target);
  const survey = document.createElement('div');
  survey.dataset.cx7 = '';
  const root = survey.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + theme);
  root.adoptedStyleSheets = [sheet];
  // What goes on inside must not set off the page's hot-keys, form watchers or focus traps.
  for (const type of ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'focusin', 'focusout'])
    survey.addEventListener(type, (event) => event.stopPropagation());
  (place || document.body).append(survey);
  return {
    root,
    // Only who asked for it gets a dialog; an inline survey whose place is missing goes to the corner.
    placement: place || (placement === 'dialog' && asked) ? placement : ('slide-in' as const),
  };
}
