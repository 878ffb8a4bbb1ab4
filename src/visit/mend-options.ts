import { ADMINISTRATIONS, CHANNELS } from '../config/coding.ts';
import { nearest } from '../config/explain/nearest.ts';
import { finding, quoted } from '../config/explain/words.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { boolean, choice, isPlain, type Judge, number, oneOf } from '../config/shape.ts';
import { hasOwn } from '../instrument/own.ts';
import type { OpenOptions } from '../page/interaction.ts';
import { LARGEST } from '../page/options.ts';
import { storableText } from '../record/text.ts';
import type { Attended } from './parts.ts';

/** What a value must be. */
interface Kind {
  isRight: Judge;
  /** As it reads after "must be". */
  allowed: string;
  /** What a value was unmistakably meant to be, if that can be told. */
  meant(value: unknown): unknown;
}

const KEY = 'interactionKey';
const NOT_OPENED = 'The survey was not opened, since its answers would count as another person’s.';

/**
 * Of the options of `open()` what can be recorded: converts what is unmistakable, leaves out what no record can hold, and
 * reports each. Nothing where the survey is not to be opened.
 */
export function mendOptions(
  given: unknown,
  { config, report }: Pick<Attended, 'config' | 'report'>,
): OpenOptions | undefined {
  const notes: string[] = [];
  const options = isPlain(given) ? mendEach(given, kindsOf(config), notes) : undefined;
  if (given instanceof Error)
    notes.push(`the options cannot be read: ${given.message || 'nothing says why'}. ${NOT_OPENED}`);
  else if (!isPlain(given)) notes.push(`the options are ${said(given)}, but must be a plain object. ${NOT_OPENED}`);
  for (const note of notes) report(Error(`open: ${note}`));
  return options;
}

function mendEach(given: object, kinds: Kinds, notes: string[]): OpenOptions | undefined {
  const names = Object.keys(kinds) as (keyof Kinds)[];
  const kept: Record<string, unknown> = {};
  let isRefused = false;
  for (const [name, value] of Object.entries(given)) {
    const known = names.find((one) => one === name);
    if (!known) {
      const meant = nearest(
        name,
        names.filter((other) => !hasOwn(given, other)),
      );
      if (meant === KEY) isRefused = true;
      const hint = meant ? `, but ${meant} is` : `. There are ${names.join(', ')}`;
      notes.push(`${quoted(name)} is not an option${hint}. ${meant === KEY ? NOT_OPENED : 'It was left out.'}`);
    } else if (known === KEY && !isKey(value)) {
      isRefused = true;
      notes.push(`${KEY} is ${said(value)}, but must be ${kinds[KEY].allowed}. ${NOT_OPENED}`);
    } else if (value !== undefined) kept[name] = mend(name, value, kinds[known], notes);
  }
  return isRefused ? undefined : kept;
}

/** A value as it may be recorded; undefined where it cannot be. */
function mend(path: string, value: unknown, kind: Kind | Fields, notes: string[]): unknown {
  if (kind.isRight(value)) return value;
  if ('of' in kind && isPlain(value)) return mendFields(path, value, kind, notes);
  const meant = kind.meant(value);
  const isMeant = kind.isRight(meant);
  const outcome = isMeant ? `It was taken as ${said(meant)}.` : 'It was left out.';
  notes.push(`${path} is ${said(value)}, but must be ${kind.allowed}. ${outcome}`);
  return isMeant ? meant : undefined;
}

/** An option with fields of the page's own. */
interface Fields extends Kind {
  /** Names of the fields that the config lists. */
  names: readonly string[];
  of: Kind;
}

function mendFields(path: string, value: object, { names, of }: Fields, notes: string[]): Record<string, unknown> {
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  for (const [name] of given)
    if (!names.includes(name)) {
      const meant = nearest(
        name,
        names.filter((other) => !hasOwn(value, other)),
      );
      notes.push(
        `${path}: the config does not list ${finding(name)}${meant ? `, but it lists ${meant}` : ''}. It was left out.`,
      );
    }
  return Object.fromEntries(
    given
      .filter(([name]) => names.includes(name))
      .map(([name, part]) => [name, mend(`${path}.${name}`, part, of, notes)])
      .filter(([, part]) => part !== undefined),
  );
}

type Kinds = Record<keyof OpenOptions, Kind | Fields>;

function kindsOf(config: SurveyConfig): Kinds {
  return {
    [KEY]: { isRight: isKey, allowed: 'the key of one call, as text or as a whole number', meant: () => undefined },
    channel: codeOf(CHANNELS),
    administration: codeOf(ADMINISTRATIONS),
    office: {
      isRight: (value) => typeof value === 'string' && /^\P{C}{1,100}$/u.test(value) && value === value.trim(),
      allowed: 'a text of 1 to 100 characters that can be printed',
      meant: (value) => (Number.isSafeInteger(value) ? `${value}` : ofText((text) => text.trim())(value)),
    },
    context: fieldsOf(config.context, {
      isRight: oneOf((value) => typeof value === 'string' && storableText(value, LONGEST) === value, boolean, isFigure),
      allowed: `a text of at most ${LONGEST} characters, a number, true or false`,
      meant: ofText((text) => storableText(text, LONGEST)),
    }),
    indicators: fieldsOf(config.indicators, {
      isRight: isFigure,
      allowed: `a number between -${LARGEST} and ${LARGEST}`,
      // What is empty is no 0.
      meant: ofText((text) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined)),
    }),
    preview: {
      isRight: boolean,
      allowed: 'true or false',
      meant: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
    },
  };
}

/** Characters that a record holds of a text of the page's own. */
const LONGEST = 200;

const isFigure = number(-LARGEST, LARGEST);

/** What stands for no key, or for one that was never filled in. */
const NO_KEY =
  /^[\s\p{C}]*(undefined|null|none|n\/?a|nan|true|false|-?infinity|\[object .*\]|\{\{.*\}\}|\$\{.*\})?[\s\p{C}]*$/iu;

/** Halves of surrogate pairs are all one to what hashes the key, and so is every value that goes by its name. */
const isKey: Judge = (value) =>
  Number.isSafeInteger(value) || (typeof value === 'string' && !NO_KEY.test(value) && !/\p{Cs}/u.test(value));

const codeOf = (among: readonly string[]): Kind => ({
  isRight: choice(...among),
  allowed: `one of ${among.map(quoted).join(', ')}`,
  meant: ofText((text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-'),
  ),
});

const fieldsOf = (names: readonly string[] = [], of: Kind): Fields => ({
  isRight: () => false, // each field is looked at
  allowed: 'an object with the fields that the config lists',
  meant: () => undefined,
  names,
  of,
});

/** What a text was meant to be; nobody can tell it of anything else. */
const ofText =
  (meant: (text: string) => unknown): Kind['meant'] =>
  (value) =>
    typeof value === 'string' ? meant(value) : undefined;

/** A value in a few words; what is missing elsewhere is undefined here. */
const said = (value: unknown): string => (value === undefined ? 'undefined' : finding(value));
