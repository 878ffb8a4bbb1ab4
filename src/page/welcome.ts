/** Milliseconds between two looks at a page on which an invitation is not welcome yet. */
const STEP = 500;
/** Milliseconds after the last key for which somebody counts as typing. */
const PAUSE = 10_000;

/** When something was last typed, on the monotonic clock. */
let typed = -PAUSE;

/**
 * Waits until an invitation interrupts nothing and can be seen: the page has been on the screen for so long, nothing of
 * it stands in front, no other survey is there, and nobody is typing. Where all of that holds at once, it waits for no
 * other task.
 */
export async function whenWelcome(seconds: number, signal: AbortSignal): Promise<void> {
  addEventListener('input', note, { capture: true, signal });
  let left = seconds * 1000;
  // A page whose scrolling is locked from the start, as an app's may be, is built so.
  const built = obstacles().filter((element) => element === document.documentElement);
  const isFree = () => obstacles().every((element) => built.includes(element));
  while (!signal.aborted && (left > 0 || document.hidden || !isFree() || isSurveyOpen() || isTyping())) {
    await pause(STEP);
    if (!document.hidden) left -= STEP;
  }
}

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

function note(event: Event) {
  typed = event.timeStamp;
}

const isTyping = () => performance.now() < typed + PAUSE;

/** A page that keeps its own HTML to bring it back has what is left of an inline survey in it: that has no root. */
export const isSurveyOpen = (): boolean =>
  [...document.querySelectorAll('div[data-cx7]')].some(({ shadowRoot }) => shadowRoot);

/** The type of a root's node. */
const FRAGMENT = 11;
/** The roots of web components that the focus has been in. No selector of the page finds what is open in them. */
const roots = new Set<Node>();

/** Notes the open roots around what has the focus, but for a survey's own. */
function noteRoots() {
  let at: Node | null = document.activeElement;
  for (let inner = at; inner; inner = (inner as Element).shadowRoot?.activeElement ?? null) at = inner;
  while (at) {
    if (at.nodeType === FRAGMENT && !(at as ShadowRoot).host.matches('[data-cx7]')) roots.add(at);
    at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host;
  }
}

/**
 * What of the page goes before a survey: its open dialogs, an element in fullscreen, and the page's own root where its
 * scrolling is locked, as menus do it.
 */
export function obstacles(): Element[] {
  const { documentElement: root, body } = document;
  noteRoots();
  // Within :is() an older engine passes over what it does not know. What is closed may have a box all the same, and then
  // nobody is to come to it; a native modal can be used within what is inert.
  const dialogs = [document, ...roots].flatMap((place) => [
    ...(place as ParentNode).querySelectorAll(
      ':is(dialog[open],:is([role$=dialog],[aria-modal=true]):not([inert],[inert] *,[aria-hidden=true],[aria-hidden=true] *),:fullscreen:not(html))',
    ),
  ]);
  return [
    ...dialogs.filter((element) => element.getClientRects()[0] && getComputedStyle(element).visibility === 'visible'),
    ...([root, body].some((element) => getComputedStyle(element).overflowY === 'hidden') ? [root] : []),
  ];
}
