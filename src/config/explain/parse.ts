import { lastOf } from '../../instrument/own.ts';
import { firstFault } from './fault.ts';

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
  return { line: before.length, column: [...(lastOf(before) ?? '')].length + 1 };
}

function excerptAt(text: string, offset: number): string {
  const { line, column } = placeAt(text, offset);
  const whole = [...(text.split(/\r\n|\n|\r/)[line - 1] ?? '')].map((sign) => (sign < ' ' ? ' ' : sign));
  const from = Math.max(0, Math.min(column - 40, whole.length - 78));
  const shown = whole.slice(from, from + 78).join('');
  const number = `${line} | `;
  return `${number}${shown}\n${' '.repeat(number.length + column - 1 - from)}^`;
}
