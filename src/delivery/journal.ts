import { quietly } from '../instrument/quietly.ts';

/**
 * The synchronous layer: localStorage, one key a record. It survives a page that closes in the same tick, which
 * IndexedDB does not; IndexedDB survives a browser that is killed, which localStorage does not.
 */
export function openJournal(name: string) {
  const prefix = `cx7:journal:${name}:`;
  return {
    /** Whether it was written. */
    _write: (key: string, value: object) => quietly(() => (localStorage[prefix + key] = JSON.stringify(value))),
    _remove: (key: string) => quietly(() => delete localStorage[prefix + key]),
    /** Every key with its value; undefined where that is not JSON. */
    _all: (): [key: string, value: unknown][] =>
      quietly(() =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .map((key): [string, unknown] => [key.slice(prefix.length), quietly(() => JSON.parse(localStorage[key]))]),
      ) ?? [],
  };
}

/** What one key of a journal holds, without a look at the others. */
export const inJournal = (name: string, key: string): unknown =>
  quietly(() => JSON.parse(localStorage[`cx7:journal:${name}:${key}`]));
