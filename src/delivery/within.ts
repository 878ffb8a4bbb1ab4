/** For how many milliseconds the outbox waits for an answer from the browser. */
export const PATIENCE = 1500;

/** A promise that does not outlast its time. */
export const within = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
