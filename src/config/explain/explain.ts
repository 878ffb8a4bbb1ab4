import * as z from 'zod/mini';
import { type Rule, rules } from '../rules.ts';
import { type SurveyConfig, surveyConfig } from '../schema.ts';
import { allFields, fieldAt, type JsonSchema, meant, type Path, peek, written } from './fields.ts';
import { mended } from './mend.ts';
import { nearest } from './nearest.ts';
import { parseConfig, type Unreadable } from './parse.ts';
import { type Warning, warnings } from './warnings.ts';
import { expectation, finding, quoted } from './words.ts';

export { parseConfig, type Unreadable } from './parse.ts';
export { type Warning, warnings } from './warnings.ts';

/** A strict security policy forbids code made from text, which zod would otherwise make. */
z.config({ jitless: true });

/** One thing that keeps a config from being used. */
export interface Problem {
  /** Where: `sampling.rate`, `languages[1]`; `config` is the whole. */
  path: string;
  /** Keys and positions of what to look at: the place itself, or what calls for it where it is missing. */
  at: (string | number)[];
  /** What stands there. */
  found: string;
  /** What may stand there. */
  expected: string;
  /** What to do about it. */
  fix: string;
  /** All of it, in one to three sentences. */
  message: string;
}

/** All that can be said about the text of a config. */
export interface Explanation {
  /** The config, where nothing is wrong with it. */
  config?: SurveyConfig;
  problems: Problem[];
  warnings: Warning[];
  /** Set where the text is no JSON; said among the problems as well. */
  unreadable?: Unreadable;
}

/** Judges a text. Never throws. */
export function explain(text: string, options?: { now?: Date }): Explanation {
  const read = parseConfig(text);
  if ('unreadable' in read) {
    const { unreadable } = read;
    const { line, column, reason, excerpt, fix } = unreadable;
    const found = `line ${line}, column ${column}: ${reason}`;
    const message = `The config is not JSON: ${found}. ${fix}\n${excerpt}`;
    return { problems: [{ path: 'config', at: [], found, expected: 'JSON', fix, message }], warnings: [], unreadable };
  }
  const problems = explainConfig(read.value);
  if (problems.length) return { problems, warnings: [] };
  const config = read.value as SurveyConfig;
  return { config, problems, warnings: warnings(config, options) };
}

/** Everything that keeps a value from being a survey's config; empty exactly when it is accepted. Never throws. */
export function explainConfig(value: unknown): Problem[] {
  try {
    const result = surveyConfig.safeParse(value);
    const shape = result.success ? [] : result.error.issues.flatMap((issue) => ofIssue(issue, [], value));
    return [...shape, ...betweenFields(value)];
  } catch (error) {
    return [
      problem([], { found: `unreadable (${error})`, expected: 'an object', fix: 'Pass plain data, as from JSON.' }),
    ];
  }
}

type Issue = z.core.$ZodIssue;

function ofIssue(issue: Issue, base: Path, config: unknown): Problem[] {
  const path = [...base, ...issue.path];
  const value = path.reduce(peek, config);
  const node = fieldAt(path, config);
  switch (issue.code) {
    case 'custom':
      return []; // a rule between fields: all of them are asked below, whatever else is wrong
    case 'unrecognized_keys':
      return issue.keys
        .filter((key) => Object.hasOwn(Object(value), key))
        .map((key) => unknownKey([...path, key], node, value));
    case 'invalid_key':
      return [invalidKey(path, config)];
    case 'invalid_union': {
      const branch = issue.errors[meant(node, value)];
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
    return problem(path, { found, expected, fix: `Add ${written(path) === 'config' ? 'it' : addition(path)}.` });
  return problem(path, { found, expected, fix: remedy(path, chosen, value) });
}

function remedy(path: Path, node: JsonSchema, value: unknown): string {
  const better = mended(node, value);
  if (better) return `Write ${quoted(better.value)}${better.why ? ` ${better.why}` : ''}.`;
  const removal = removable(path);
  if (value === null && removal) return `${removal} instead of setting it to null, or give it a value.`;
  if (value === '') return removal ? `Write something, or ${lower(removal)}.` : 'Write something.';
  if (path[0] === 'languages' && path.length > 1)
    return 'Remove it: the questionnaire has no text in this language yet.';
  if (typeof value === 'string' && node.type === 'string' && node.maxLength) {
    const over = [...value].length - node.maxLength;
    if (over > 0) return `Shorten it by ${over} character${over === 1 ? '' : 's'}.`;
  }
  if (Array.isArray(value) && node.type === 'array') {
    const over = value.length - (node.maxItems ?? Number.POSITIVE_INFINITY);
    if (over > 0) return `Remove ${over} of its entries.`;
    return 'Add an entry, or remove the field for the default.';
  }
  if (typeof value === 'number' && typeof node.minimum === 'number' && value < node.minimum)
    return `Raise it to ${node.minimum} or more.`;
  if (typeof value === 'number' && typeof node.maximum === 'number' && value > node.maximum)
    return `Lower it to ${node.maximum} or less.`;
  if (node.enum?.length === 1) return `Write ${quoted(node.enum[0])}.`;
  if (node.enum || node.const !== undefined) return 'Choose one of these, spelled exactly so.';
  const example = EXAMPLES[path.filter((key) => typeof key === 'string').join('.')];
  if (node.type === 'object')
    return path.length
      ? `Write ${example ? JSON.stringify(example) : 'it in braces: { … }'}.`
      : 'Begin with { "survey": …, "names": …, "endpoint": … }.';
  return removal ? `Write it in that form, or ${lower(removal)}.` : 'Write it in that form.';
}

/** How to go without a value, where that is possible. */
function removable(path: Path): string | undefined {
  const key = path.at(-1);
  if (key === undefined) return undefined;
  if (typeof key === 'number') return 'Remove this entry';
  const parents = [fieldAt(path.slice(0, -1), undefined)].flatMap((parent) => [parent, ...(parent.anyOf ?? [])]);
  return parents.some((parent) => parent.required?.includes(String(key))) ? undefined : 'Remove the field';
}

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);

/** What to add where something is missing. */
function addition(path: Path): string {
  const example = EXAMPLES[path.filter((key) => typeof key === 'string').join('.')];
  const key = quoted(String(path.at(-1)));
  return example === undefined ? key : `${key}, for example ${key}: ${JSON.stringify(example)}`;
}

const EXAMPLES: Record<string, unknown> = {
  survey: 'passport-renewal',
  names: { service: 'Online Passport Renewal' },
  'names.service': 'Online Passport Renewal',
  'names.provider': 'the Department of Veterans Affairs',
  'names.population': 'Veterans',
  endpoint: '/v1/interviews',
  'endpoint.adapter': 'http',
  'endpoint.url': '/v1/interviews',
  'endpoint.name': 'crm.saveSurvey',
  'omb.controlNumber': '1405-0193',
  'omb.expires': '2028-09-30',
  'sampling.quota.target': 400,
  'sampling.quota.received': 0,
};

/** A key that no field has: perhaps it is misspelt, perhaps it belongs elsewhere. */
function unknownKey(path: Path, parent: JsonSchema, holder: unknown): Problem {
  const key = String(path.at(-1));
  const within = path.slice(0, -1).map(String);
  const node = parent.anyOf?.[meant(parent, holder)] ?? parent;
  const known = Object.keys(node.properties ?? {});
  const free = known.filter((name) => !Object.hasOwn(Object(holder), name));
  const sibling = nearest(key, free);
  const owner = parent.anyOf?.find((branch) => branch.properties && Object.hasOwn(branch.properties, key));
  const tag = Object.entries(owner?.properties ?? {}).find(([, field]) => field.const !== undefined);
  const elsewhere = sibling === undefined && !tag ? strays(key, within) : [];
  const hints = sibling === undefined ? elsewhere : [written([...within, sibling])];
  const expected = within.length
    ? `one of the fields of ${written(within)}: ${known.map(quoted).join(', ')}`
    : 'a field that a config has';
  const fix = tag
    ? `Remove it: it belongs to ${quoted(tag[0])}: ${quoted(tag[1].const)}.`
    : hints.length
      ? `Did you mean ${hints.join(' or ')}?`
      : `Remove it. ${within.length ? `${written(within)} has ${known.join(', ')}.` : 'The JSON Schema lists what there is: npx cx7 schema.'}`;
  return {
    ...problem(path, { found: quoted(key), expected, fix }),
    message: `${written(path)} is not a field of a cx7 config. ${fix}`,
  };
}

/** Fields elsewhere in the tree that have this name, or whose whole path reads like it (`samplingRate`). */
function strays(key: string, within: readonly string[]): string[] {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const fields = allFields().filter((field) => field.slice(0, -1).join('.') !== within.join('.'));
  const paths = (fits: (field: readonly string[]) => boolean) =>
    [...new Set(fields.filter(fits).map(written))].slice(0, 3);
  const exact = paths((field) => field.at(-1) === key);
  if (exact.length) return exact;
  const whole = paths((field) => bare(field.join('')) === bare(key) || bare(field.at(-1)!) === bare(key));
  if (whole.length) return whole;
  const near =
    key.length > 3
      ? nearest(
          key,
          fields.map((field) => field.at(-1)!),
        )
      : undefined;
  return near === undefined ? [] : paths((field) => field.at(-1) === near);
}

/** A key of a table (languages, headers, offices) that is not of the right form. */
function invalidKey(path: Path, config: unknown): Problem {
  const holder = fieldAt(path.slice(0, -1), config);
  const table = holder.anyOf?.[meant(holder, path.slice(0, -1).reduce(peek, config))] ?? holder;
  const found = quoted(String(path.at(-1)));
  const expected = expectation(table.propertyNames ?? {});
  const better = mended(table.propertyNames ?? {}, path.at(-1));
  const fix = better ? `Rename it to ${quoted(better.value)}.` : 'Rename it, or remove it.';
  return {
    ...problem(path, { found, expected, fix }),
    message: `${written(path)} has the key ${found}, which has to be ${expected}. ${fix}`,
  };
}

/** An object that says, or fails to say, which of several shapes it is. */
function adapterProblem(path: Path, node: JsonSchema, value: unknown): Problem | undefined {
  const objects = (node.anyOf ?? []).filter((branch) => branch.properties);
  const tag = Object.entries(objects[0]?.properties ?? {}).find(([, field]) => field.const !== undefined)?.[0];
  if (!tag || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return misfit([...path, tag], { enum: objects.map((branch) => branch.properties?.[tag]?.const) }, peek(value, tag));
}

/** The rules that hold between fields. Where a part is no object at all, only that is said. */
function betweenFields(value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return (Object.keys(rules) as Rule[]).flatMap((rule) => {
    const path = rule.split('.');
    const part = peek(value, path[0]!);
    if (part !== undefined && (typeof part !== 'object' || part === null || Array.isArray(part))) return [];
    try {
      if (!rules[rule](value as SurveyConfig)) return [];
    } catch {
      return []; // values that cannot be compared are not what the rule is about; their own field is reported
    }
    const target = path.reduce<unknown>(peek, value);
    const found = finding(target);
    const { because, cause, expected, fix } = RULES[rule];
    const told = problem(path, { found, expected, fix });
    const at = target === undefined ? cause.map(String) : told.at;
    return [{ ...told, at, message: `${told.path} is ${found}, but ${because}. ${fix}` }];
  });
}

const OVERALL_LOCKED = {
  cause: ['approval'],
  because:
    'an overall statement keeps the words of OMB Circular A-11: section 280.7 requires that any modification of it is first discussed with OMB',
  expected: 'the official statement, or a reference of OMB’s approval in "approval"',
  fix: 'Remove it, or discuss it with OMB and give the reference of the approval in "approval".',
};

/** What each rule says; `cause` is the field that calls for the other one, to be looked at where that is missing. */
const RULES: Record<Rule, { because: string; cause: Path; expected: string; fix: string }> = {
  'wording.satisfaction': OVERALL_LOCKED,
  'wording.trust': OVERALL_LOCKED,
  'names.provider': {
    cause: ['variants', 'trust'],
    because:
      'the statement “I trust {provider} to fulfill our country’s commitment to {population}.” needs it (variants.trust is "trust")',
    expected: 'the name of the agency',
    fix: `Add ${addition(['names', 'provider'])}, or set variants.trust to "confidence".`,
  },
  'names.population': {
    cause: ['variants', 'trust'],
    because:
      'the statement “I trust {provider} to fulfill our country’s commitment to {population}.” needs it (variants.trust is "trust")',
    expected: 'whom the commitment is made to',
    fix: `Add ${addition(['names', 'population'])}, or set variants.trust to "confidence".`,
  },
  'display.target': {
    cause: ['display', 'placement'],
    because: 'an inline survey stands in an element of the page (display.placement is "inline")',
    expected: 'the CSS selector of that element',
    fix: 'Add "target", for example "target": "#survey", or choose another placement.',
  },
  'trigger.selector': {
    cause: ['trigger', 'on'],
    because: 'the survey waits for a click on something (trigger.on is "click")',
    expected: 'the CSS selector of what is clicked',
    fix: 'Add "selector", for example "selector": "#feedback", or choose another trigger.',
  },
  'trigger.on': {
    cause: ['display', 'placement'],
    because: 'a dialog takes the focus, so it opens only for somebody who asked for it (display.placement is "dialog")',
    expected: '"click" or "call"',
    fix: 'Set trigger.on to "click" or "call", or display.placement to "slide-in".',
  },
  'sampling.remember': {
    cause: ['sampling', 'unit'],
    because: 'a visitor can only be known again on another day if the device remembers (sampling.unit is "visitor")',
    expected: '"device"',
    fix: 'Set sampling.remember to "device", which OMB M-10-22 counts as tier 2 and the privacy notice has to mention, or sampling.unit to "session".',
  },
  'wave.until': {
    cause: ['wave', 'from'],
    because: 'the wave would end before it begins (wave.from)',
    expected: 'the day of wave.from or a later one',
    fix: 'Exchange the two dates, or correct the year.',
  },
};

function problem(path: Path, { found, expected, fix }: { found: string; expected: string; fix: string }): Problem {
  const where = written(path);
  return {
    path: where,
    at: path.map((key) => (typeof key === 'number' ? key : String(key))),
    found,
    expected,
    fix,
    message: `${where} is ${found}, but has to be ${expected}. ${fix}`,
  };
}
