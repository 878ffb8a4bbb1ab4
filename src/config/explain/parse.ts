/** Why a text is not JSON. */
export interface Unreadable {
  /** Both from 1; the column counts characters of the line. */
  line: number;
  column: number;
  reason: string;
  fix: string;
  /** The line in question with a mark below the place. */
  excerpt: string;
}

/** The value of a config's text, or where and why it cannot be read. Never throws. */
export function parseConfig(text: string): { value: unknown } | { unreadable: Unreadable } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Engines word and place this error each in its own way, some without a place: it is looked for again here.
    const { at, reason, fix } = firstFault(text);
    return { unreadable: { ...placeAt(text, at), reason, fix, excerpt: excerptAt(text, at) } };
  }
}

/** Line and column of an offset, both from 1. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: [...before.at(-1)!].length + 1 };
}

function excerptAt(text: string, offset: number): string {
  const { line, column } = placeAt(text, offset);
  const whole = [...(text.split(/\r\n|\n|\r/)[line - 1] ?? '')].map((sign) => (sign < ' ' ? ' ' : sign));
  const from = Math.max(0, Math.min(column - 40, whole.length - 78));
  const shown = whole.slice(from, from + 78).join('');
  const number = `${line} | `;
  return `${number}${shown}\n${' '.repeat(number.length + column - 1 - from)}^`;
}

interface Fault {
  at: number;
  reason: string;
  fix: string;
}

/** Where the first thing stands that JSON has no place for, with a hint for the usual ones. */
function firstFault(text: string): Fault {
  let at = 0;
  const fault = (reason: string, fix: string, where = at): never => {
    throw { at: where, reason, fix } satisfies Fault;
  };
  const space = () => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++;
    if (text.startsWith('//', at) || text.startsWith('/*', at) || text[at] === '#')
      fault('a comment', 'JSON has no comments: remove it.');
  };
  const unexpected = (wanted: string): never => {
    const sign = text[at];
    if (sign === undefined) fault('the text ends here', `Add ${wanted}; perhaps the end was cut off.`);
    if (sign === "'") fault('a single quotation mark', 'Write texts and keys in double quotation marks: "…".');
    if (/[“”„‟‘’«»`]/.test(sign!)) fault(`the quotation mark ${sign}`, 'Write the straight double quotation mark ".');
    if (sign === '\uFEFF') fault('a byte order mark', 'Save the file as UTF-8 without a byte order mark (BOM).');
    if (sign === '<')
      fault('"<", as an HTML page begins', 'Make sure that the address leads to the config and not to an error page.');
    const word = /^[\p{L}_$][\p{L}\p{N}_$-]*/u.exec(text.slice(at, at + 60))?.[0];
    if (word === 'undefined' || word === 'NaN' || word === 'Infinity')
      fault(word, 'JSON has no such value: remove the field.');
    if (/^(true|false|null)$/i.test(word ?? '')) fault(word!, `Write ${word!.toLowerCase()} in small letters.`);
    if (word) fault(`${word} without quotation marks`, `Write "${word}".`);
    return fault(
      `${String.fromCodePoint(text.codePointAt(at)!)} where ${wanted} was expected`,
      `Put ${wanted} here, or remove it.`,
    );
  };
  const string = () => {
    const start = at++;
    for (;;) {
      const sign = text[at];
      if (sign === undefined || sign === '\n' || sign === '\r')
        fault('a text without its closing quotation mark', 'Close it with ", and write a line break as \\n.', start);
      if (sign! < ' ') fault('a tab or control character in a text', 'Write a tab as \\t.');
      at++;
      if (sign === '"') return;
      if (sign !== '\\') continue;
      if (!/^(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 5)))
        fault('a backslash before a character that needs none', 'Write a backslash itself as \\\\.', at - 1);
      at++;
    }
  };
  const value = (depth: number): void => {
    space();
    if (depth > 500) fault('nesting that never ends', 'A config is at most four levels deep.');
    const sign = text[at];
    if (sign === '{') members('}', depth);
    else if (sign === '[') members(']', depth);
    else if (sign === '"') string();
    else word();
  };
  const word = () => {
    const rest = text.slice(at);
    const plain = /^(true|false|null)(?![\w$])/.exec(rest)?.[0];
    const number = plain ?? /^[-+]?[\d.][\w.+-]*/.exec(rest)?.[0] ?? unexpected('a value');
    if (!plain && !/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(number))
      fault(
        `${number}, which is no number in JSON`,
        'Write a number with a digit before the decimal point, as in 0.05.',
      );
    at += number.length;
  };
  const members = (end: '}' | ']', depth: number): void => {
    at++;
    space();
    if (text[at] === end) {
      at++;
      return;
    }
    for (;;) {
      space();
      if (end === '}') {
        if (text[at] !== '"') unexpected('a key in double quotation marks');
        string();
        space();
        if (text[at] !== ':') {
          if (text[at] === '=') fault('"=" after a key', 'Write a colon.');
          unexpected('a colon');
        }
        at++;
      }
      value(depth + 1);
      space();
      const comma = at;
      if (text[at] === end) {
        at++;
        return;
      }
      if (text[at] === ';') fault('a semicolon', 'Write a comma between fields.');
      if (text[at] !== ',') {
        if (text[at] === '"')
          fault('the next field without a comma before it', 'Put a comma at the end of the line before.');
        unexpected(`a comma or ${end}`);
      }
      at++;
      space();
      if (text[at] === end) fault(`a comma before ${end}`, 'Remove the comma after the last entry.', comma);
      if (text[at] === ',') fault('two commas', 'Remove one of them.');
    }
  };
  try {
    space();
    if (at >= text.length)
      return {
        at,
        reason: 'there is nothing in it',
        fix: 'Begin with the three fields "survey", "names" and "endpoint".',
      };
    value(0);
    space();
    if (at < text.length)
      return { at, reason: 'more text after the end of the config', fix: 'Remove it: a config is one object.' };
  } catch (found) {
    if (typeof (found as Fault)?.at === 'number') return found as Fault;
  }
  return { at: 0, reason: 'something that JSON does not allow', fix: 'Check it with an editor that knows JSON.' };
}
