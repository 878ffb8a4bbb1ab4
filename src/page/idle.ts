/** Resolves once the page has loaded and has nothing to do. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((loaded) => addEventListener('load', loaded));
  // Safari has no idle time.
  await new Promise((idle) => (window.requestIdleCallback ?? setTimeout)(idle));
}
