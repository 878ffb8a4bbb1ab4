/** Where the parts of a JSON text stand. */
export interface Places {
  /** Offset of the key of a field, or of an entry of a list; of the nearest part around it where it is missing. */
  offsetOf(path: readonly (string | number)[]): number;
  /** Keys that stand twice in the same object: JSON keeps the last one and silently drops the others. */
  twice: { path: (string | number)[]; offset: number }[];
}

/** Reads a text that is known to be JSON. */
export function placesIn(text: string): Places {
  const offsets = new Map<string, number>();
  const twice: Places['twice'] = [];
  const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;
  let next = token.exec(text);
  const step = () => {
    const { 0: sign, index } = next!;
    next = token.exec(text);
    return { sign, index };
  };
  const value = (path: (string | number)[]) => {
    const { sign, index } = step();
    if (!path.length) offsets.set('[]', index);
    if (sign !== '{' && sign !== '[') return;
    const seen = new Set<string>();
    for (let at = 0; next && next[0] !== '}' && next[0] !== ']'; at++) {
      let inner: (string | number)[];
      if (sign === '{') {
        const key = step();
        const name = JSON.parse(key.sign) as string;
        inner = [...path, name];
        offsets.set(JSON.stringify(inner), key.index);
        if (seen.has(name)) twice.push({ path: inner, offset: key.index });
        seen.add(name);
        step(); // the colon
      } else {
        inner = [...path, at];
        offsets.set(JSON.stringify(inner), next.index);
      }
      value(inner);
      if (next?.[0] === ',') step();
    }
    step();
  };
  value([]);
  return {
    twice,
    offsetOf(path) {
      for (let length = path.length; length; length--) {
        const offset = offsets.get(JSON.stringify(path.slice(0, length)));
        if (offset !== undefined) return offset;
      }
      return offsets.get('[]') ?? 0;
    },
  };
}
