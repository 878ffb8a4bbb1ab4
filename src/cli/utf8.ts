import { readFile } from 'node:fs/promises';
import { placeAt } from '../config/explain/parse.ts';
import { reading } from './command.ts';

/** A config's file as browsers read it. */
export interface ConfigText {
  text: string;
  /** The encoding of which the file begins with the mark; browsers go by it, and it is no part of the text. */
  mark: 'UTF-8' | 'UTF-16' | undefined;
}

/** Where a file is not UTF-8: browsers read one without a mark of UTF-16 as that. */
export interface NotUtf8 {
  /** Both from 1. */
  line: number;
  column: number;
  /** What stands there. */
  found: string;
}

/** The text of a config's file, or where it is not UTF-8. */
export async function configText(file: string): Promise<ConfigText | { notUtf8: NotUtf8 }> {
  const bytes = await reading(file, readFile(file), 'config');
  const utf16 = UTF_16[bytes.toString('latin1', 0, 2)];
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), mark: 'UTF-16' };
  const isMarked = bytes.subarray(0, 3).equals(MARK);
  return utf8(isMarked ? bytes.subarray(3) : bytes, isMarked);
}

/** By the mark that a file begins with. */
const UTF_16: Readonly<Record<string, string>> = { '\xff\xfe': 'utf-16le', '\xfe\xff': 'utf-16be' };
const MARK = Buffer.from('\ufeff');

function utf8(bytes: Buffer, isMarked: boolean): ConfigText | { notUtf8: NotUtf8 } {
  const text = bytes.toString('utf8');
  if (text.slice(0, 2).includes('\0')) return { notUtf8: { line: 1, column: 1, found: 'UTF-16 without its mark' } };
  const at = brokenAt(bytes, text);
  if (at === undefined) return { text, mark: isMarked ? 'UTF-8' : undefined };
  const byte = bytes.subarray(at.offset, at.offset + 1);
  const hex = `0x${byte.toString('hex').toUpperCase()}`;
  const letter = new TextDecoder('windows-1252').decode(byte);
  return { notUtf8: { ...placeAt(text, at.index), found: `the byte ${hex}, which is “${letter}” in Windows-1252` } };
}

/** The first place that is not UTF-8, in the bytes and in the text, where each such place reads as U+FFFD. */
function brokenAt(bytes: Buffer, text: string): { offset: number; index: number } | undefined {
  let offset = 0;
  let read = 0;
  for (let index = text.indexOf(BROKEN); index >= 0; index = text.indexOf(BROKEN, index + 1)) {
    offset += Buffer.byteLength(text.slice(read, index));
    read = index;
    // The sign itself may stand there, too, and is then three bytes as any other.
    if (!bytes.subarray(offset, offset + 3).equals(Buffer.from(BROKEN))) return { offset, index };
  }
  return undefined;
}

const BROKEN = '\ufffd';
