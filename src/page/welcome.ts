/** Milliseconds between two looks at a page on which an invitation is not welcome yet. */
const STEP = 500;
/** Milliseconds after the last key for which somebody counts as typing. */
const PAUSE = 10_000;

/** When something was last typed, on the monotonic clock. */
let typed = -PAUSE;

/**
 * Waits until an invitation interrupts nothing: the page has been on the screen for so long, none of its dialogs is
 * open, no other survey is there, and nobody is typing. Where all of that holds at once, it waits for no other task.
 */
export async function whenWelcome(seconds: number, signal: AbortSignal): Promise<void> {
  addEventListener('input', note, { capture: true, signal });
  let left = seconds * 1000;
  while (!signal.aborted && (left > 0 || document.hidden || isDialogOpen() || isSurveyOpen() || isTyping())) {
    await pause(STEP);
    if (!document.hidden) left -= STEP;
  }
}

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

function note(event: Event) {
  typed = event.timeStamp;
}

const isTyping = () => performance.now() < typed + PAUSE;

export const isSurveyOpen = (): boolean => !!document.querySelector('div[data-cx7]');

export const isDialogOpen = (): boolean =>
  [...document.querySelectorAll('dialog[open],[role$=dialog],[aria-modal=true]')].some(
    (element) => element.getClientRects()[0] && getComputedStyle(element).visibility === 'visible',
  );
