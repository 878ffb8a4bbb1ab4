/**
 * Remembers where the focus was before it came into the survey. What it returns gives the focus back there, so that
 * somebody with a keyboard or a screen reader goes on where they were, even if the button they pressed is gone.
 */
export function rememberFocus(survey: Element): () => void {
  let path = pathTo(document.activeElement);
  survey.addEventListener('focusin', (event) => {
    const { relatedTarget } = event as FocusEvent;
    // Within the survey the focus comes, seen from outside, from the survey itself or from nowhere.
    if (relatedTarget && relatedTarget !== survey) path = pathTo(relatedTarget as Element);
  });
  return () => {
    for (const element of [...path, ...document.querySelectorAll('main,h1')]) {
      if (takesFocus(element)) return;
      if (element.hasAttribute('tabindex')) continue;
      // Focusable only for as long as the focus stays.
      element.setAttribute('tabindex', '-1');
      const restore = () => element.removeAttribute('tabindex');
      element.addEventListener('blur', restore, { once: true });
      if (takesFocus(element)) return;
      restore();
    }
  };
}

/** Moves the focus and leaves the page where it is. */
export const focusOn = (element: Element | null) => (element as HTMLElement | null)?.focus({ preventScroll: true });

/** Brings the focus to an element, and says whether it is there. */
export const takesFocus = (element: Element): boolean => {
  focusOn(element);
  return document.activeElement === element;
};

/** An element and what it stands in, innermost first, without the body. */
const pathTo = (element: Element | null): Element[] =>
  element && element !== document.body ? [element, ...pathTo(element.parentElement)] : [];
