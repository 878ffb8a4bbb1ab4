import type * as z from 'zod/mini';
import { hasOwn, lastOf } from '../../instrument/own.ts';
import { fieldAt, type JsonSchema, meant, type Path, peek, written } from './fields.ts';
import { mended } from './mend.ts';
import { type Problem, problem } from './problem.ts';
import { addition, remedy } from './remedy.ts';
import { unknownKey } from './unknown-key.ts';
import { expectation, finding, quoted } from './words.ts';

type Issue = z.core.$ZodIssue;

/** What zod found wrong with a field, as problems. `base` leads to where the issue's own path begins. */
export function ofIssue(issue: Issue, base: Path, config: unknown): Problem[] {
  const path = [...base, ...issue.path];
  const value = path.reduce(peek, config);
  const node = fieldAt(path, config);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .filter((key) => hasOwn(Object(value), key))
        .map((key) => unknownKey([...path, key], node, config));
    case 'invalid_key':
      return [invalidKey(path, config)];
    case 'invalid_union': {
      const branch = issue.errors[meant(node, value)];
      // The cast: to zod's types the issues of a branch are not finished yet, but they have all that is read here.
      if (branch) return branch.flatMap((inner) => ofIssue(inner as Issue, path, config));
      return [adapterProblem(path, node, value) ?? misfit(path, node, value)];
    }
    default:
      return [misfit(path, node, value)];
  }
}

/** A value that does not fit its field, or is missing. */
function misfit(path: Path, node: JsonSchema, value: unknown): Problem {
  const chosen = node.anyOf?.[meant(node, value)] ?? node;
  const expected = expectation(chosen);
  const found = finding(value);
  if (value === undefined)
    return problem(path, { found, expected, fix: `Add ${path.length ? addition(path, node) : 'it'}.` });
  return problem(path, { found, expected, fix: remedy(path, chosen, value, node.examples?.[0]) });
}

/** A key of a table (languages, headers, offices) that is not of the right form. */
function invalidKey(path: Path, config: unknown): Problem {
  const holder = fieldAt(path.slice(0, -1), config);
  const table = holder.anyOf?.[meant(holder, path.slice(0, -1).reduce(peek, config))] ?? holder;
  const found = quoted(String(lastOf(path)));
  const expected = expectation(table.propertyNames ?? {});
  const better = mended(table.propertyNames ?? {}, lastOf(path));
  const fix = better ? `Rename it to ${quoted(better.value)}.` : 'Rename it, or remove it.';
  return {
    ...problem(path, { found, expected, fix }),
    message: `${written(path)} has the key ${found}, which must be ${expected}. ${fix}`,
  };
}

/** An object that says, or fails to say, which of several shapes it is. */
function adapterProblem(path: Path, node: JsonSchema, value: unknown): Problem | undefined {
  const objects = (node.anyOf ?? []).filter((branch) => branch.properties);
  const tag = Object.entries(objects[0]?.properties ?? {}).find(([, field]) => field.const !== undefined)?.[0];
  if (!tag || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const known = objects.map((branch) => branch.properties?.[tag]?.const);
  return misfit([...path, tag], { enum: known, examples: known }, peek(value, tag));
}
