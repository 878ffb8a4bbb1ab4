/**
 * Where the focus comes to something of the page that the floating panel covers entirely, the panel draws back to its
 * title bar at the top (WCAG 2.4.11), until the focus goes elsewhere.
 */
export function yieldTo(survey: Element, signal: AbortSignal): void {
  const panel = survey.shadowRoot?.querySelector('[data-part=panel]');
  if (!panel) return;
  const look = () =>
    // In the next frame: first the page scrolls to what gets the focus.
    requestAnimationFrame(() => {
      const focused = document.activeElement;
      panel.removeAttribute('data-back');
      // The body is where the focus is when it is nowhere.
      const isOnPage = focused !== null && focused !== survey && focused !== document.body;
      if (isOnPage && covers(panel, focused)) panel.setAttribute('data-back', '');
    });
  addEventListener('focusin', look, { signal, capture: true });
  look();
}

function covers(panel: Element, element: Element): boolean {
  const ours = panel.getBoundingClientRect();
  const theirs = element.getBoundingClientRect();
  return (
    theirs.top >= ours.top && theirs.bottom <= ours.bottom && theirs.left >= ours.left && theirs.right <= ours.right
  );
}
