import { lastOf } from '../../instrument/own.ts';
import { fieldAt, type JsonSchema, type Path } from './fields.ts';
import { languageMeant } from './language-meant.ts';
import { mended } from './mend.ts';
import { quoted } from './words.ts';

/** What to do about a value that does not fit its field. */
export function remedy(path: Path, node: JsonSchema, value: unknown, example: unknown): string {
  const tag = path[0] === 'languages' && typeof value === 'string' ? languageMeant(value) : undefined;
  if (tag) return `Write ${JSON.stringify(path.length > 1 ? tag : [tag])}.`;
  const better = mended(node, value);
  if (better) return `Write ${quoted(better.value)}${better.why ? ` ${better.why}` : ''}.`;
  const removal = removable(path);
  if (value === null && removal) return `${removal} instead of setting it to null, or give it a value.`;
  if (value === '') return removal ? `Write something, or ${lower(removal)}.` : 'Write something.';
  if (path[0] === 'languages' && path.length > 1) return 'Choose one of these, or remove it.';
  const resized = withinBounds(node, value);
  if (resized) return resized;
  if (node.enum?.length === 1) return `Write ${quoted(node.enum[0])}.`;
  if (node.enum || node.const !== undefined) return 'Choose one of these, spelled exactly like this.';
  if (node.type === 'object')
    return path.length
      ? `Write ${example ? JSON.stringify(example) : 'it in braces: { … }'}.`
      : 'Begin with { "survey": …, "names": …, "endpoint": … }.';
  return removal ? `Write it in that form, or ${lower(removal)}.` : 'Write it in that form.';
}

/** For a value of the right type that is too long, too large or too small. */
function withinBounds(node: JsonSchema, value: unknown): string | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = node;
  if (typeof value === 'string' && node.type === 'string' && node.maxLength) {
    const over = [...value].length - node.maxLength;
    if (over > 0) return `Shorten it by ${over} character${over === 1 ? '' : 's'}.`;
  }
  if (Array.isArray(value) && node.type === 'array') {
    const over = value.length - (node.maxItems ?? Number.POSITIVE_INFINITY);
    return over > 0 ? `Remove ${over} of its entries.` : 'Add an entry, or remove the field for the default.';
  }
  if (typeof value !== 'number') return undefined;
  if (value < minimum) return `Raise it to ${minimum} or more.`;
  if (value > maximum) return `Lower it to ${maximum} or less.`;
  return undefined;
}

/** How to go without a value, where that is possible. */
function removable(path: Path): string | undefined {
  const key = lastOf(path);
  if (key === undefined) return undefined;
  if (typeof key === 'number') return 'Remove this entry';
  const parents = [fieldAt(path.slice(0, -1), undefined)].flatMap((parent) => [parent, ...(parent.anyOf ?? [])]);
  return parents.some((parent) => parent.required?.includes(String(key))) ? undefined : 'Remove the field';
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What to add where a field is missing. */
export function addition(path: Path, { const: only, examples = [] }: JsonSchema): string {
  const key = quoted(String(lastOf(path)));
  const example = only ?? examples[0];
  return example === undefined ? key : `${key}, for example ${key}: ${JSON.stringify(example)}`;
}
