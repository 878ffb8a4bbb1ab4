/** Storage, locks and channels may be missing, blocked or full; whoever asks for them here has a next best thing. */
export function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return; // see above
  }
}
