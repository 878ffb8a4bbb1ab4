export interface Once<T> {
  (): Promise<T>;
  /** What is under way, or done. Not what failed. */
  current?: Promise<T> | undefined;
}

/** Does something when it is first asked for, and once. What failed is tried again for the next who asks. */
export function once<T>(work: () => Promise<T>): Once<T> {
  const ask: Once<T> = () => {
    ask.current ??= work().catch((error) => {
      ask.current = undefined;
      throw error;
    });
    return ask.current;
  };
  return ask;
}
