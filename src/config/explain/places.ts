/** Where the parts of a JSON text stand. */
export interface Places {
  /** Offset of the key of a field, or of an entry of a list; of the nearest part around it where it is missing. */
  offsetOf(path: Path): number;
  /** Keys that stand twice in the same object: JSON keeps the last one and silently drops the others. */
  twice: { path: (string | number)[]; offset: number }[];
}

type Path = readonly (string | number)[];

/** Reads a text that is known to be JSON. */
export function placesIn(text: string): Places {
  const tokens = [...text.matchAll(/[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g)];
  const offsets = new Map<string, number>();
  const twice: Places['twice'] = [];
  let at = 0;
  const here = () => ({ sign: tokens[at]?.[0] ?? '', offset: tokens[at]?.index ?? text.length });

  function readValue(path: Path): void {
    const { sign } = here();
    at++;
    if (sign === '{') readMembers(path, '}', readKey);
    if (sign === '[') readMembers(path, ']', (position) => position);
  }

  /** The fields of an object or the entries of a list; `key` reads what stands before a value. */
  function readMembers(path: Path, end: string, key: (position: number) => string | number): void {
    const seen = new Set<string | number>();
    while (at < tokens.length && here().sign !== end) {
      const { offset } = here();
      const name = key(seen.size);
      const inner = [...path, name];
      offsets.set(JSON.stringify(inner), offset);
      if (seen.has(name)) twice.push({ path: inner, offset });
      seen.add(name);
      readValue(inner);
      if (here().sign === ',') at++;
    }
    at++;
  }

  function readKey(): string {
    const name: string = JSON.parse(here().sign);
    at += 2; // the colon as well
    return name;
  }

  const start = here().offset;
  readValue([]);
  return {
    twice,
    offsetOf(path) {
      for (let length = path.length; length; length--) {
        const offset = offsets.get(JSON.stringify(path.slice(0, length)));
        if (offset !== undefined) return offset;
      }
      return tokens.length ? start : 0;
    },
  };
}
