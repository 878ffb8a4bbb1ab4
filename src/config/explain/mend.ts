import type { JsonSchema } from './fields.ts';
import { nearest } from './nearest.ts';
import { wordsOf } from './patterns.ts';

/** A value that was probably meant instead of one that does not fit. It always fits the field itself. */
export function mended(node: JsonSchema, value: unknown): { value: unknown; why?: string } | undefined {
  const branches = node.anyOf ?? [node];
  for (const guess of guesses(node, value)) if (branches.some((branch) => suits(branch, guess.value))) return guess;
  return undefined;
}

/** Ordered from the likeliest to the boldest; only those that fit are heard. */
function* guesses(node: JsonSchema, value: unknown): Generator<{ value: unknown; why?: string }> {
  if (node.type === 'array' && typeof value !== 'object') yield { value: [value] };
  if (typeof value === 'number') {
    // One fits a share of 1, so only what is out of range can be a percentage.
    if (value > 1 && node.maximum === 1) yield { value: shortened(value / 100), why: `for ${value}%` };
    yield { value: Math.round(value) };
    yield { value: String(value) };
    yield { value: value === 1 ? true : value === 0 ? false : value };
  }
  if (typeof value === 'boolean') yield { value: String(value) };
  if (typeof value !== 'string') return;

  const text = value.trim();
  yield { value: text };
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (percent) yield { value: shortened(Number(percent[1]) / 100), why: `for ${text}` };
  if (/^-?\d*\.?\d+$/.test(text)) yield { value: Number(text), why: 'without quotation marks' };
  if (/^(true|yes|on)$/i.test(text)) yield { value: true, why: 'without quotation marks' };
  if (/^(false|no|off)$/i.test(text)) yield { value: false, why: 'without quotation marks' };
  const among = (node.enum ?? [node.const]).filter((one) => typeof one === 'string');
  const near = nearest(text, among);
  if (near) yield { value: near };
  if (node.pattern) for (const value of wordsOf(node.pattern)?.guesses?.(text) ?? []) yield { value };
}

/** Whether a value fits one field; lists and objects are only looked at from outside. */
function suits(node: JsonSchema, value: unknown): boolean {
  const among = node.enum ?? (node.const === undefined ? undefined : [node.const]);
  if (among) return among.includes(value);
  switch (node.type) {
    case 'string': {
      if (typeof value !== 'string') return false;
      const length = [...value].length;
      return (
        length >= (node.minLength ?? 0) &&
        length <= (node.maxLength ?? Number.POSITIVE_INFINITY) &&
        (!node.pattern || new RegExp(node.pattern).test(value))
      );
    }
    case 'number':
    case 'integer':
      return (
        typeof value === 'number' &&
        value >= (node.minimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (node.maximum ?? Number.POSITIVE_INFINITY) &&
        (node.type === 'number' || Number.isInteger(value))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value) && value.every((item) => suits(node.items ?? {}, item));
    default:
      return false;
  }
}

const shortened = (share: number): number => Number(share.toPrecision(6));
