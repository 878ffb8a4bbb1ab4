/**
 * Where the focus comes to something of the page that the floating panel covers entirely, the panel draws back to its
 * title bar at the top (WCAG 2.4.11), until the focus goes elsewhere.
 */
export function yieldTo(survey: Element, panel: Element, signal: AbortSignal): void {
  const look = () =>
    // In the next frame: first the page scrolls to what gets the focus.
    requestAnimationFrame(() => {
      const focused = document.activeElement ?? survey;
      const { top, bottom, left, right } = focused.getBoundingClientRect();
      panel.removeAttribute('data-back');
      const ours = panel.getBoundingClientRect();
      panel.toggleAttribute(
        'data-back',
        focused !== survey && top >= ours.top && bottom <= ours.bottom && left >= ours.left && right <= ours.right,
      );
    });
  addEventListener('focusin', look, { signal, capture: true });
  look();
}
