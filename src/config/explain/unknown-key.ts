import { hasOwn, lastOf } from '../../instrument/own.ts';
import { allFields, fieldAt, type JsonSchema, meant, type Path, peek, written } from './fields.ts';
import { nearest } from './nearest.ts';
import { type Problem, problem } from './problem.ts';
import { quoted } from './words.ts';

/** A key that no field has: perhaps it is misspelt, perhaps it belongs elsewhere. */
export function unknownKey(path: Path, parent: JsonSchema, config: unknown): Problem {
  const holder = path.slice(0, -1).reduce(peek, config);
  const key = String(lastOf(path));
  const within = path.slice(0, -1).map(String);
  const node = parent.anyOf?.[meant(parent, holder)] ?? parent;
  const known = Object.keys(node.properties ?? {});
  const expected = within.length
    ? `one of the fields of ${written(within)}: ${known.map(quoted).join(', ')}`
    : 'a field that a config has';
  const free = known.filter((name) => !hasOwn(Object(holder), name));
  const fix = whatToDo({ key, within, parent, known, sibling: nearest(key, free), config });
  return {
    ...problem(path, { found: quoted(key), expected, fix }),
    message: `${written(path)} is not a field of a cx7 config. ${fix}`,
  };
}

interface Stray {
  key: string;
  /** Where it stands. */
  within: readonly string[];
  parent: JsonSchema;
  /** The fields that there are at its place. */
  known: readonly string[];
  /** The field beside it that it may stand for. */
  sibling: string | undefined;
  config: unknown;
}

function whatToDo({ key, within, parent, known, sibling, config }: Stray): string {
  const owner = parent.anyOf?.find((branch) => branch.properties && hasOwn(branch.properties, key));
  const tag = Object.entries(owner?.properties ?? {}).find(([, field]) => field.const !== undefined);
  if (tag) return `Remove it: it belongs to ${quoted(tag[0])}: ${quoted(tag[1].const)}.`;
  const hints = sibling === undefined ? strays(key, within, config) : [written([...within, sibling])];
  if (hints.length) return `Did you mean ${hints.join(' or ')}?`;
  return `Remove it. ${within.length ? `${written(within)} has ${known.join(', ')}.` : 'The JSON Schema lists what there is: npx cx7 schema.'}`;
}

/** Fields elsewhere in the tree that have this name, or whose whole path reads like it (`samplingRate`). */
function strays(key: string, within: readonly string[], config: unknown): string[] {
  const fields = allFields()
    .filter((path) => path.slice(0, -1).join('.') !== within.join('.') && hasPlace(path, config))
    .map((path) => ({ path, name: lastOf(path) ?? '' }));
  const paths = (fits: (field: (typeof fields)[number]) => boolean) =>
    [...new Set(fields.filter(fits).map(({ path }) => written(path)))].slice(0, 3);
  const exact = paths(({ name }) => name === key);
  if (exact.length) return exact;
  const whole = paths(({ path, name }) => bare(path.join('')) === bare(key) || bare(name) === bare(key));
  if (whole.length) return whole;
  const names = fields.map(({ name }) => name);
  const near = key.length > 3 ? nearest(key, names) : undefined;
  return near === undefined ? [] : paths(({ name }) => name === near);
}

/** Whether a field can be added to the config as it is: an endpoint that is a text has no fields. */
const hasPlace = (path: readonly string[], config: unknown): boolean =>
  path.reduce(peek, config) === undefined &&
  path.slice(0, -1).every((_, depth) => {
    const above = path.slice(0, depth + 1);
    const value = above.reduce(peek, config);
    return value === undefined || (typeof value === 'object' && Object.keys(fieldAt(path, config)).length > 0);
  });

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
