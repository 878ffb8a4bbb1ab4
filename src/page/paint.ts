/** Calls after the next paint, or soon where the page is hidden and nothing is painted. */
export function afterPaint(then: () => void): void {
  const soon = () => setTimeout(then);
  if (document.hidden) soon();
  else requestAnimationFrame(soon);
}
