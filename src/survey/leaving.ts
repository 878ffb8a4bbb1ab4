/** Calls whenever the page is left or hidden, from where it may not come back. */
export function whenLeft(then: () => void, signal: AbortSignal): void {
  addEventListener('pagehide', then, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && then(), { signal });
}
