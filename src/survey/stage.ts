import type { Settings } from '../config/settle.ts';
import { quietly } from '../instrument/quietly.ts';
import css from './survey.css';
import { themed } from './theme.ts';

/** What goes on inside must not set off the page's hot-keys, form watchers or focus traps. */
const KEPT_INSIDE = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'focusin', 'focusout'];

/** How session-replay tools are told to leave an element out: rrweb and what is made of it, PostHog, Sentry, FullStory. */
const UNRECORDED_CLASSES = 'rr-block ph-no-capture sentry-block fs-exclude';
const UNRECORDED_DATA = {
  clarityMask: 'true', // Microsoft Clarity
  ddPrivacy: 'hidden', // Datadog
  hjSuppress: '', // Hotjar
  private: '', // LogRocket
};

/**
 * Sets up an empty survey: one element with an open shadow root. `show` puts it on the page, in its style. What floats
 * stands beside the body, where no filter, transform or exchange of the body reaches it, and where it does not count among
 * the body's children.
 */
export function setStage(display: Settings['display'], asked: boolean) {
  const { placement, target } = display;
  const place = placement === 'inline' && target ? document.querySelector(target) : null;
  const dress = dresser(themed(css, display));
  const root = shadow('cx7');
  return {
    root,
    dress,
    // Only who asked for it gets a dialog; an inline survey whose place is missing goes to the corner.
    placement: place || (placement === 'dialog' && asked) ? placement : ('slide-in' as const),
    show() {
      (place ?? document.documentElement).append(root.host);
      dress(root);
    },
  };
}

/** Puts the survey's style on an element that stands on the page. Throws where the page's policy forbids it. */
export type Dress = (root: ShadowRoot) => void;

/** No policy restricts constructed style sheets. Engines without them get a `style` element with the page's nonce. */
function dresser(text: string): Dress {
  const sheet = quietly(() => {
    const constructed = new CSSStyleSheet();
    constructed.replaceSync(text);
    return constructed;
  });
  return (root) => {
    if (sheet) {
      root.adoptedStyleSheets = [sheet];
      return;
    }
    const style = document.createElement('style');
    style.nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? '';
    style.textContent = text;
    root.append(style);
    if (style.sheet) return;
    root.host.remove();
    throw Error('no style: this browser needs a nonce that style-src allows');
  };
}

/** An element that is not on the page yet. */
export function shadow(name: 'cx7' | 'cx7Skip'): ShadowRoot {
  const host = document.createElement('div');
  host.className = UNRECORDED_CLASSES;
  Object.assign(host.dataset, UNRECORDED_DATA, { [name]: '' });
  for (const type of KEPT_INSIDE) host.addEventListener(type, (event) => event.stopPropagation());
  return host.attachShadow({ mode: 'open' });
}
