/**
 * Calls `fire` when what the selector names is clicked, and `near` ahead of it, when the pointer comes
 * there, so that what the survey needs is there by then.
 */
export function onClick(selector: string, signal: AbortSignal, near: () => unknown, fire: () => unknown): void {
  document.querySelector(selector); // a selector that is none throws here, once, and not at every click
  for (const type of ['pointerover', 'click'])
    addEventListener(
      type,
      ({ target }) => (target as Element).closest?.(selector) && (type === 'click' ? fire : near)(),
      { signal },
    );
}
