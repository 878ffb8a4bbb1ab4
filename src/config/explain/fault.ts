/** Something that JSON has no place for. */
export interface Fault {
  at: number;
  reason: string;
  fix: string;
}

/** Where the first thing stands that JSON has no place for, with a hint for the usual ones. */
export function firstFault(text: string): Fault {
  const cursor: Cursor = { text, at: 0 };
  try {
    skipSpace(cursor);
    if (cursor.at >= text.length)
      stop(cursor, 'there is nothing in it', 'Begin with the three fields "survey", "names" and "endpoint".');
    readValue(cursor, 0);
    skipSpace(cursor);
    if (cursor.at < text.length)
      stop(cursor, 'more text after the end of the config', 'Remove it: a config is one object.');
  } catch (error) {
    if (error instanceof Stop) return error.fault;
  }
  return { at: 0, reason: 'something that JSON does not allow', fix: 'Check it with an editor that knows JSON.' };
}

/** How far the text has been read. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Ends the reading, from however deep. */
class Stop extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.reason);
    this.fault = fault;
  }
}

function stop({ at }: Cursor, reason: string, fix: string, where = at): never {
  throw new Stop({ at: where, reason, fix });
}

/** The character that is next; empty at the end. */
const next = ({ text, at }: Cursor): string => text[at] ?? '';

/** The next characters, at most so many. */
const ahead = ({ text, at }: Cursor, count = text.length): string => text.slice(at, at + count);

/** Goes past a sign where it is next. */
function take(cursor: Cursor, sign: string): boolean {
  if (next(cursor) !== sign) return false;
  cursor.at++;
  return true;
}

function skipSpace(cursor: Cursor): void {
  while (/^[ \t\r\n]$/.test(next(cursor))) cursor.at++;
  if (/^(\/[/*]|#)/.test(ahead(cursor, 2))) stop(cursor, 'a comment', 'JSON has no comments: remove it.');
}

function readValue(cursor: Cursor, depth: number): void {
  skipSpace(cursor);
  if (depth > 500) stop(cursor, 'nesting that never ends', 'A config is at most four levels deep.');
  if (take(cursor, '{')) readMembers(cursor, '}', depth);
  else if (take(cursor, '[')) readMembers(cursor, ']', depth);
  else if (next(cursor) === '"') readString(cursor);
  else readWord(cursor);
}

/** The fields of an object or the entries of a list, up to its end. */
function readMembers(cursor: Cursor, end: '}' | ']', depth: number): void {
  skipSpace(cursor);
  if (take(cursor, end)) return;
  for (;;) {
    if (end === '}') readKey(cursor);
    readValue(cursor, depth + 1);
    skipSpace(cursor);
    if (take(cursor, end)) return;
    readComma(cursor, end);
  }
}

function readKey(cursor: Cursor): void {
  skipSpace(cursor);
  if (next(cursor) !== '"') unexpected(cursor, 'a key in double quotation marks');
  readString(cursor);
  skipSpace(cursor);
  if (take(cursor, ':')) return;
  if (next(cursor) === '=') stop(cursor, '"=" after a key', 'Write a colon.');
  unexpected(cursor, 'a colon');
}

/** The comma between two members, and no other. */
function readComma(cursor: Cursor, end: '}' | ']'): void {
  const comma = cursor.at;
  if (next(cursor) === ';') stop(cursor, 'a semicolon', 'Write a comma between fields.');
  if (next(cursor) === '"')
    stop(cursor, 'the next field without a comma before it', 'Put a comma at the end of the line before.');
  if (!take(cursor, ',')) unexpected(cursor, `a comma or ${end}`);
  skipSpace(cursor);
  if (next(cursor) === end) stop(cursor, `a comma before ${end}`, 'Remove the comma after the last entry.', comma);
  if (next(cursor) === ',') stop(cursor, 'two commas', 'Remove one of them.');
}

function readString(cursor: Cursor): void {
  const start = cursor.at++;
  while (!take(cursor, '"')) {
    const sign = next(cursor);
    if (sign === '' || sign === '\n' || sign === '\r')
      stop(
        cursor,
        'a text without its closing quotation mark',
        'Close it with ", and write a line break as \\n.',
        start,
      );
    if (sign < ' ') stop(cursor, 'a tab or control character in a text', 'Write a tab as \\t.');
    if (sign === '\\' && !/^\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(ahead(cursor, 6)))
      stop(cursor, 'a backslash before a character that needs none', 'Write a backslash itself as \\\\.');
    cursor.at += sign === '\\' ? 2 : 1;
  }
}

/** A number, `true`, `false` or `null`. */
function readWord(cursor: Cursor): void {
  const rest = ahead(cursor);
  const plain = /^(true|false|null)(?![\w$])/.exec(rest)?.[0];
  const word = plain ?? /^[-+]?[\d.][\w.+-]*/.exec(rest)?.[0] ?? unexpected(cursor, 'a value');
  if (!plain && !/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(word))
    stop(
      cursor,
      `${word}, which is not a number in JSON`,
      'Write a number with a digit before the decimal point, as in 0.05.',
    );
  cursor.at += word.length;
}

/** Says what stands where something else was wanted. */
function unexpected(cursor: Cursor, wanted: string): never {
  const sign = next(cursor);
  if (sign === '') stop(cursor, 'the text ends here', `Add ${wanted}; perhaps the end was cut off.`);
  if (sign === "'") stop(cursor, 'a single quotation mark', 'Write texts and keys in double quotation marks: "…".');
  if (/[“”„‟‘’«»`]/.test(sign))
    stop(cursor, `the quotation mark ${sign}`, 'Write the straight double quotation mark ".');
  if (sign === '\uFEFF') stop(cursor, 'a byte order mark', 'Save the file as UTF-8 without a byte order mark (BOM).');
  if (sign === '<')
    stop(
      cursor,
      '"<", as an HTML page begins',
      'Make sure that the address leads to the config and not to an error page.',
    );
  const word = /^[\p{L}_$][\p{L}\p{N}_$-]*/u.exec(ahead(cursor, 60))?.[0] ?? '';
  if (['undefined', 'NaN', 'Infinity'].includes(word)) stop(cursor, word, 'JSON has no such value: remove the field.');
  if (/^(true|false|null)$/i.test(word)) stop(cursor, word, `Write ${word.toLowerCase()} in small letters.`);
  if (word) stop(cursor, `${word} without quotation marks`, `Write "${word}".`);
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
  return stop(cursor, `${character} where ${wanted} was expected`, `Put ${wanted} here, or remove it.`);
}
