import { posix } from 'node:path';

/** The text of source files by their path, such as `src/page/look.ts`. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  /** Where it stands, `src/page/look.ts:3`. */
  at: string;
  from: string;
  /** The imported file, as a path like that of `from`. */
  to: string;
  /** Whether nothing is left of it at run time: `import type` and `export type`. */
  isType: boolean;
}

/** What the browser's side is made of, each stage after those that it may import. */
const PURE = ['instrument', 'config', 'record', 'decide'];
const BROWSER = [...PURE, 'page', 'survey', 'delivery', 'visit'];

/** What the files of each folder of `src` may import, beside those of their own folder. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  instrument: [],
  config: ['instrument'],
  record: ['instrument', 'config'],
  decide: ['instrument', 'config', 'record'],
  // These three never import each other: `visit` hands each what it needs of the others.
  page: PURE,
  survey: PURE,
  delivery: PURE,
  visit: BROWSER.slice(0, -1),
  entries: BROWSER,
  report: ['instrument', 'config', 'record'],
  collector: ['instrument', 'config', 'record', 'report'],
  dashboard: ['instrument', 'config', 'report'],
  cli: [...PURE, 'report', 'collector'],
  build: [],
};

/** What may only be imported as a type: the dashboard runs in a browser, and its collector does not. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = { dashboard: ['collector'] };

const STATIC =
  /^[ \t]*(import|export)\b(?:\s*(type)\b(?!\s*from\b|\s*,))?(?:[^'"`;()=]*?\bfrom)?\s*(['"])(\.[^'"\n]*)\3/gm;
const DYNAMIC = /\bimport\(\s*(['"])(\.[^'"\n]*)\1/g;

/** Every import of another source file: static, for its effects, re-exported, dynamic, and within a type. */
export function importsIn(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) => {
    const code = withoutComments(text);
    const found = (index: number, specifier: string, isType: boolean): Import => ({
      at: `${from}:${code.slice(0, index).split('\n').length}`,
      from,
      to: posix.join(posix.dirname(from), specifier),
      isType,
    });
    return [
      ...[...code.matchAll(STATIC)].map((match) => found(match.index, `${match[4]}`, match[2] === 'type')),
      ...[...code.matchAll(DYNAMIC)].map((match) => found(match.index, `${match[2]}`, false)),
    ];
  });
}

/** Comments made blank, so that lines keep their numbers. `//` counts at the beginning of a line: elsewhere it may be an address. */
const withoutComments = (text: string): string =>
  text.replace(/^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));

/** What goes against the direction, a line each: where, and what may not be imported there. */
export function wrongImports(sources: Sources): string[] {
  return importsIn(sources).flatMap(({ at, from, to, isType }) => {
    const [own = '', other] = [folderOf(from), folderOf(to)];
    if (own === other) return [];
    const allowed = MAY_IMPORT[own];
    if (!allowed) return [`${at}: src/${own} has no place in the direction of imports`];
    if (other !== undefined && allowed.includes(other)) return [];
    if (other !== undefined && MAY_IMPORT_TYPES[own]?.includes(other))
      return isType ? [] : [`${at}: ${own} may import nothing but types of ${other} (${to})`];
    return [`${at}: ${own} may not import ${other ?? 'what is outside of src'} (${to})`];
  });
}

/** The folder of `src` that a file is in; undefined for what is elsewhere. */
const folderOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

/** Circles of imports, a line each: every import in it, up to the file that it began with. */
export function circles(sources: Sources): string[] {
  const bySource = new Map<string, Import[]>();
  for (const one of importsIn(sources)) bySource.set(one.from, [...(bySource.get(one.from) ?? []), one]);
  const done = new Set<string>();
  const found: string[] = [];

  const visit = (file: string, path: readonly Import[]) => {
    const start = path.findIndex(({ from }) => from === file);
    if (start >= 0) found.push([...path.slice(start).map(({ at }) => at), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const next of bySource.get(file) ?? []) visit(next.to, [...path, next]);
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return found;
}
