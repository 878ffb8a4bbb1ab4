import { quietly } from '../instrument/quietly.ts';

/**
 * The synchronous layer: localStorage, one key a record. It survives a page that closes in the same tick, which
 * IndexedDB does not; IndexedDB survives a browser that is killed, which localStorage does not.
 */
export function openJournal(name: string) {
  const prefix = `cx7:journal:${name}:`;
  /** Undefined where it is not JSON. */
  const parsed = (storageKey: string): unknown => quietly(() => JSON.parse(localStorage[storageKey]));
  return {
    /** Whether it was written. */
    write: (key: string, value: object): boolean =>
      !!quietly(() => {
        localStorage[prefix + key] = JSON.stringify(value);
        return true;
      }),
    remove(key: string): void {
      quietly(() => delete localStorage[prefix + key]);
    },
    /** What one key holds, without a look at the others. */
    read: (key: string): unknown => parsed(prefix + key),
    /** Every key with its value. */
    all: (): [key: string, value: unknown][] =>
      quietly(() =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .map((key): [string, unknown] => [key.slice(prefix.length), parsed(key)]),
      ) ?? [],
  };
}

export type Journal = ReturnType<typeof openJournal>;
