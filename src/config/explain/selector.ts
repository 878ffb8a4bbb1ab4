import { nearest } from './nearest.ts';

/**
 * Why no browser finds an element by a text, as it reads after the text; undefined where browsers may. It knows the
 * grammar of Selectors Level 4 as `querySelector` reads it, without a browser at hand. What ends too early is let
 * through: CSS closes what is open at the end of a text.
 */
export function selectorFault(text: string): string | undefined {
  const cursor: Cursor = { text, at: 0 };
  try {
    readList(cursor);
    if (cursor.at < text.length) throw new Stop(unexpected(cursor));
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return error.message;
    throw error;
  }
}

/** How far the text has been read. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Ends the reading, from however deep. */
class Stop extends Error {
  constructor(why: string, what = 'is not a CSS selector') {
    super(`${what}: ${why}`);
  }
}

const ESCAPE = '\\\\(?:[0-9a-f]{1,6}\\s?|[^\\n\\r\\f0-9a-f])';
const START = `(?:[a-z_\\u{80}-\\u{10ffff}]|${ESCAPE})`;
const IDENT = `(?:--|-?${START})(?:[\\w\\u{80}-\\u{10ffff}-]|${ESCAPE})*`;
const STRING = `"(?:[^"\\\\\\n]|\\\\[^])*(?:"|$)|'(?:[^'\\\\\\n]|\\\\[^])*(?:'|$)`;

/** What a selector is read with: each pattern fits at the cursor or not at all. */
const SPACE = /\s*/y;
const COMBINATOR = /\s*[>+~]\s*|\s+(?=[^\s,)])/y;
const TYPE = new RegExp(`(?:(?:${IDENT}|\\*)?\\|)?(?:${IDENT}|\\*)`, 'iuy');
const NAME = new RegExp(IDENT, 'iuy');
const ATTRIBUTE = new RegExp(`\\[\\s*(?:(?:${IDENT}|\\*)?\\|)?${IDENT}\\s*`, 'iuy');
const OPERATOR = /[~|^$*]?=\s*/y;
const VALUE = new RegExp(`(?:${STRING}|${IDENT})\\s*(?:[is]\\s*)?`, 'iuy');

function readList(cursor: Cursor, isRelative = false): void {
  do readComplex(cursor, isRelative);
  while (take(cursor, /\s*,/y) !== undefined);
  take(cursor, SPACE);
}

/** `main > a.button`. In `:has()` a combinator may come first. */
function readComplex(cursor: Cursor, isRelative: boolean): void {
  take(cursor, SPACE);
  if (isRelative) take(cursor, COMBINATOR);
  do readCompound(cursor);
  while (take(cursor, COMBINATOR) !== undefined);
}

/** `a.button:hover`: at least one of its parts must be there. */
function readCompound(cursor: Cursor): void {
  let isEmpty = take(cursor, TYPE) === undefined;
  while (readSimple(cursor)) isEmpty = false;
  if (isEmpty) throw new Stop(unexpected(cursor));
}

function readSimple(cursor: Cursor): boolean {
  if (take(cursor, /&/y)) return true;
  const sign = take(cursor, /[#.]/y);
  if (sign) {
    readName(cursor, sign);
    return true;
  }
  if (take(cursor, /::/y)) matchesNothing(`::${readName(cursor, '::')}`);
  if (take(cursor, /:/y)) {
    readPseudoClass(cursor, readName(cursor, ':').toLowerCase());
    return true;
  }
  return readAttribute(cursor);
}

function readName(cursor: Cursor, sign: string): string {
  const name = take(cursor, NAME);
  if (name !== undefined) return name;
  const [odd = ''] = /^[\w-]*/.exec(cursor.text.slice(cursor.at)) ?? [];
  if (!odd) throw new Stop(`a name must follow ${sign}`);
  const attribute = sign === '#' ? 'id' : 'class';
  throw new Stop(
    sign === '#' || sign === '.'
      ? `a name does not begin with a digit: write [${attribute}${sign === '.' ? '~' : ''}="${odd}"]`
      : `${sign}${odd} is not a name`,
  );
}

function readAttribute(cursor: Cursor): boolean {
  if (take(cursor, ATTRIBUTE) === undefined) return false;
  const operator = take(cursor, OPERATOR);
  if (operator !== undefined && take(cursor, VALUE) === undefined && cursor.at < cursor.text.length)
    throw new Stop(`the value of an attribute stands in quotation marks, as in [data-step="3"]`);
  end(cursor, ']');
  return true;
}

/** Browsers take a pseudo-element for a part of a selector, but scripts and clicks find elements only. */
function matchesNothing(name: string): never {
  throw new Stop(`${name.toLowerCase()} is a pseudo-element`, 'has a part that matches no element');
}

function readPseudoClass(cursor: Cursor, name: string): void {
  if (OLD_PSEUDO_ELEMENTS.has(name)) matchesNothing(`:${name}`);
  // What a browser's maker has added has a name of its own.
  if (!PSEUDO_CLASSES.has(name) && !name.startsWith('-')) {
    const near = nearest(name, [...PSEUDO_CLASSES]);
    throw new Stop(`no browser knows :${name}${near ? `; perhaps :${near} is meant` : ''}`);
  }
  if (name === 'not' || name === 'has') {
    if (take(cursor, /\(/y) === undefined) throw new Stop(`:${name} needs a selector in parentheses`);
    readList(cursor, name === 'has');
    end(cursor, ')');
  } else skipArguments(cursor);
}

/** What stands in parentheses is not looked at, but must end. */
function skipArguments(cursor: Cursor): void {
  if (take(cursor, /\(/y) === undefined) return;
  while (take(cursor, new RegExp(`${STRING}|[^()"']`, 'y')) !== undefined || cursor.text[cursor.at] === '(')
    if (cursor.text[cursor.at] === '(') skipArguments(cursor);
  end(cursor, ')');
}

/** The sign that closes something; the end of the text closes all. */
function end(cursor: Cursor, sign: string): void {
  if (cursor.text[cursor.at] === sign) cursor.at++;
  else if (cursor.at < cursor.text.length) throw new Stop(unexpected(cursor));
}

/** Goes past what fits here, and returns it. */
function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

const unexpected = ({ text, at }: Cursor): string => {
  const sign = text.slice(at).trim()[0];
  return sign ? `${sign} cannot stand where it does` : 'it ends too early';
};

/** Those that may have one colon, as CSS 2 had it. */
const OLD_PSEUDO_ELEMENTS = new Set(['before', 'after', 'first-line', 'first-letter']);

/** Those that browsers know. */
const PSEUDO_CLASSES = new Set(
  `active any-link autofill buffering checked default defined dir disabled empty enabled first-child first-of-type focus
  focus-visible focus-within fullscreen future has host host-context hover in-range indeterminate invalid is lang
  last-child last-of-type link modal muted not nth-child nth-last-child nth-last-of-type nth-of-type only-child
  only-of-type open optional out-of-range past paused picture-in-picture placeholder-shown playing popover-open read-only
  read-write required root scope seeking stalled state target user-invalid user-valid valid visited where`.split(/\s+/),
);
