/**
 * The synchronous layer: localStorage, one key a record. It survives a page that closes in the same tick, which
 * IndexedDB does not; IndexedDB survives a browser that is killed, which localStorage does not.
 */
export function openJournal(name: string) {
  const prefix = `cx7:journal:${name}:`;
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined; // Blocked, full, or not JSON: each caller has a next layer to turn to.
    }
  };
  const read = (key: string) => attempt(() => JSON.parse(localStorage.getItem(prefix + key) as string));
  return {
    _read: read,
    _write: (key: string, value: object): boolean | undefined =>
      attempt(() => {
        localStorage.setItem(prefix + key, JSON.stringify(value));
        return true;
      }),
    _remove: (key: string) => attempt(() => localStorage.removeItem(prefix + key)),
    _all: (): [key: string, value: unknown][] =>
      attempt(() =>
        Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) as string)
          .filter((key) => key.startsWith(prefix))
          .map((key) => key.slice(prefix.length))
          .map((key): [string, unknown] => [key, read(key)]),
      ) ?? [],
  };
}
