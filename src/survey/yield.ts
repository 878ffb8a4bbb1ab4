import { quietly } from '../instrument/quietly.ts';
import { focusOn } from './focus.ts';

/** Milliseconds after a change of the page within which the survey gives way to it. */
const SOON = 100;
/** How pages open and close things. */
const CHANGES = {
  subtree: true,
  childList: true,
  attributeFilter: ['open', 'class', 'style', 'hidden', 'role', 'aria-modal', 'aria-hidden', 'inert'],
};
/** What ends later than the change that began it: what fades out is there until then. */
const ENDS = ['transitionend', 'transitioncancel', 'animationend'];

export interface Yielding {
  root: ShadowRoot;
  /** What of the page goes before the survey, such as its open dialogs. */
  obstacles(): Element[];
  /** What of it stood there when the survey was opened, above it. */
  below: Element[];
  signal: AbortSignal;
}

/**
 * The floating panel gives way to the page. While something is open that was not open before it, it is hidden. Where the
 * focus comes to something that it covers entirely, it draws back to its title bar at the top (WCAG 2.4.11), until the
 * focus goes elsewhere. What this returns brings it forward, above all that is open then.
 */
export function yieldTo({ root, obstacles, below, signal }: Yielding): () => void {
  const ended = new AbortController();
  let isPlanned = false;
  let focused = root.activeElement;
  let { body } = document;

  const look = () => {
    isPlanned = false;
    // Asked for anew each time: it may be another element by now.
    const panel = root.querySelector<HTMLElement>('[data-part=panel]');
    if (ended.signal.aborted || !panel || panel.matches('.inline')) return;
    if (!root.host.isConnected) {
      // Who takes nothing but the survey away means it. Who draws the whole page anew, as React does where what the server
      // sent does not fit, drops it unasked.
      if (document.body === body) return ended.abort();
      document.documentElement.append(root.host);
    }
    body = document.body;
    const open = obstacles();
    // What closes within a web component is not seen from outside.
    for (const element of open) watch(element.getRootNode());
    const front = open.find((element) => !below.includes(element));
    // What stands in front may make inert what is below: that is still open behind it.
    if (!front) below = below.filter((element) => open.includes(element));
    delete panel.dataset.back; // It is measured where it stands by itself.
    if (front || isCovering(root, panel)) panel.dataset.back = front ? 'hidden' : '';
    const dialog = root.querySelector('dialog');
    if (!dialog) return;
    if (front && dialog.open) {
      const theirs = innermost();
      dialog.close(); // gives the focus back to where it was before
      focusIn(front, theirs);
    } else if (!front && !isModal(dialog)) {
      const before = focused;
      dialog.removeAttribute('open'); // still there where something has moved it, which closes it
      dialog.showModal(); // focuses what it likes
      focusOn(before);
    }
  };
  const plan = () => {
    if (!isPlanned) setTimeout(look, SOON); // The page first scrolls to what gets the focus.
    isPlanned = true;
  };
  const comeForward = () => {
    below = obstacles();
    look();
  };

  const observer = new MutationObserver(plan);
  const watch = (place: Node) => {
    observer.observe(place, CHANGES);
    // Added anew, the same listener is still one.
    for (const type of ENDS) place.addEventListener(type, plan, { signal: ended.signal, capture: true });
  };
  look();
  watch(document);
  observer.observe(root, { childList: true });
  signal.addEventListener('abort', () => ended.abort());
  ended.signal.addEventListener('abort', () => observer.disconnect());
  for (const type of ['focusin', 'fullscreenchange'])
    addEventListener(type, plan, { signal: ended.signal, capture: true });
  root.addEventListener('focusin', () => {
    focused = root.activeElement;
  });
  return comeForward;
}

/**
 * Sees to it that the focus is in what stands in front: where the page has put it, or else on the first thing in it that
 * takes it, as wrappers of dialogs often take none. A page whose scrolling is locked has no such place.
 */
function focusIn(front: Element, theirs: Element | null) {
  if (front === document.documentElement) return;
  const first = pathTo(theirs).includes(front) ? [theirs] : [];
  [...first, front, ...front.querySelectorAll('*')].some((element) => {
    focusOn(element);
    return pathTo(innermost()).includes(element);
  });
}

/** What has the focus, within web components too. */
function innermost(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** An element and all that it is drawn in, innermost first, web components too. */
const pathTo = (element: Element | null | undefined): (Element | null)[] =>
  element ? [element, ...pathTo(element.assignedSlot ?? element.parentElement ?? hostOf(element))] : [];

const hostOf = (element: Element): Element | undefined => (element.getRootNode() as ShadowRoot).host;

/** Older engines do not know the word. */
const isModal = (dialog: HTMLDialogElement) => quietly(() => dialog.matches(':modal')) ?? dialog.open;

function isCovering({ host }: ShadowRoot, panel: Element): boolean {
  const element = innermost();
  // The body is where the focus is when it is nowhere.
  if (!element || document.activeElement === host || element === document.body) return false;
  const ours = panel.getBoundingClientRect();
  const theirs = element.getBoundingClientRect();
  return (
    theirs.top >= ours.top && theirs.bottom <= ours.bottom && theirs.left >= ours.left && theirs.right <= ours.right
  );
}
