/**
 * How much work a regular expression does: a small engine that backtracks as browsers' own do, and counts every
 * character that it looks at. It knows what the patterns of `src/record/mask.ts` consist of, and refuses the rest.
 */
export function stepsOf(pattern: RegExp, text: string): { steps: number; found: string[] } {
  const matches = compile(pattern);
  const work = { steps: 0 };
  const found: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = matches({ text, groups: [], work }, at, (place) => place);
    if (end === undefined) {
      at += widthAt(text, at, pattern.unicode);
      continue;
    }
    found.push(text.slice(at, end));
    at = end > at ? end : at + widthAt(text, at, pattern.unicode);
  }
  return { steps: work.steps, found };
}

interface Search {
  text: string;
  /** What each numbered group holds. */
  groups: (string | undefined)[];
  work: { steps: number };
}
type Rest = (at: number) => number | undefined;
/** Matches from a place on, and then the rest; says where it all ends. */
type Matcher = (search: Search, at: number, rest: Rest) => number | undefined;
/** One character, told by the browser's own engine. */
interface Character {
  one: (character: string) => boolean;
}
type Node = Matcher | Character;

const widthAt = (text: string, at: number, unicode: boolean) =>
  unicode && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

function compile({ source, flags, unicode }: RegExp): Matcher {
  let place = 0;
  let groups = 0;

  const next = (expected: RegExp): string | undefined => {
    const [token] = new RegExp(expected.source, 'y').exec(source.slice(place)) ?? [];
    place += token?.length ?? 0;
    return token;
  };

  function alternatives(): Matcher {
    const ways = [sequence()];
    while (next(/\|/)) ways.push(sequence());
    return (search, at, rest) => {
      for (const way of ways) {
        const end = way(search, at, rest);
        if (end !== undefined) return end;
      }
      return undefined;
    };
  }

  function sequence(): Matcher {
    const parts: Matcher[] = [];
    while (place < source.length && !/[|)]/.test(source[place] ?? '')) parts.push(quantified(atom()));
    return (search, at, rest) => {
      const from = (nth: number): Rest => {
        const part = parts[nth];
        return part ? (here) => part(search, here, from(nth + 1)) : rest;
      };
      return from(0)(at);
    };
  }

  function quantified(node: Node): Matcher {
    const token = next(/[?*+]|\{\d+(,\d*)?\}/);
    const [least, most] = token ? boundsOf(token) : [1, 1];
    return 'one' in node ? run(node, least, most) : repeat(node, least, most);
  }

  /** Many of one character: reads on as far as it can, then gives back one after the other. */
  const run =
    ({ one }: Character, least: number, most: number): Matcher =>
    ({ text, work }, start, rest) => {
      const ends = [start];
      for (let at = start; ends.length <= most; ) {
        work.steps++;
        const width = widthAt(text, at, unicode);
        if (at >= text.length || !one(text.slice(at, at + width))) break;
        at += width;
        ends.push(at);
      }
      for (let count = ends.length - 1; count >= least; count--) {
        const end = rest(ends[count] ?? start);
        if (end !== undefined) return end;
      }
      return undefined;
    };

  const repeat = (part: Matcher, least: number, most: number): Matcher => {
    if (least === 1 && most === 1) return part;
    return (search, start, rest) => {
      const from = (count: number): Rest => {
        return (at) => {
          const more =
            count < most ? part(search, at, (end) => (end > at ? from(count + 1)(end) : undefined)) : undefined;
          return more ?? (count >= least ? rest(at) : undefined);
        };
      };
      return from(0)(start);
    };
  };

  function atom(): Node {
    if (next(/\^/)) return (_, at, rest) => (at ? undefined : rest(at));
    if (next(/\(\?!/)) {
      const inner = closed();
      return (search, at, rest) => (inner(search, at, (end) => end) === undefined ? rest(at) : undefined);
    }
    if (next(/\(\?:/)) return closed();
    if (next(/\((?!\?)/)) {
      const number = ++groups;
      const inner = closed();
      return (search, at, rest) =>
        inner(search, at, (end) => {
          const before = search.groups[number];
          search.groups[number] = search.text.slice(at, end);
          const ended = rest(end);
          if (ended === undefined) search.groups[number] = before;
          return ended;
        });
    }
    const back = next(/\\[1-9]/);
    if (back)
      return ({ text, groups, work }, at, rest) => {
        const held = groups[Number(back.slice(1))] ?? '';
        work.steps += 1 + held.length;
        return text.startsWith(held, at) ? rest(at + held.length) : undefined;
      };
    const character = next(
      /\[\^?(\\.(\{\w+\})?|[^\]\\])+\]|\\p\{\w+\}|\\[dDsS0]|\\[.+*?()[\]{}|\\/^$-]|[^\\()[\]{}*+?|^$.]/,
    );
    if (!character) throw new Error(`What ${source.slice(place)} means is not known here.`);
    const native = new RegExp(`^${character}$`, flags.replace(/[gy]/g, ''));
    const known = new Map<string, boolean>();
    return {
      one(char) {
        const judged = known.get(char) ?? native.test(char);
        known.set(char, judged);
        return judged;
      },
    };
  }

  function closed(): Matcher {
    const inner = alternatives();
    if (!next(/\)/)) throw new Error(`A group is not closed in ${source}.`);
    return inner;
  }

  const whole = alternatives();
  if (place < source.length) throw new Error(`What ${source.slice(place)} means is not known here.`);
  return whole;
}

function boundsOf(token: string): [least: number, most: number] {
  if (token === '?') return [0, 1];
  if (token === '*') return [0, Number.POSITIVE_INFINITY];
  if (token === '+') return [1, Number.POSITIVE_INFINITY];
  const [least = '0', most = least] = token.slice(1, -1).split(',');
  return [Number(least), most ? Number(most) : Number.POSITIVE_INFINITY];
}
