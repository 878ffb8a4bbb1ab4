import type { JsonSchema } from './fields.ts';
import { nearest } from './nearest.ts';

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
    if (value > 1 && node.maximum === 1) yield { value: shortened(value / 100), why: `for ${value} %` };
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
  // By pattern; what does not fit is dropped.
  const iso = date(text);
  if (iso) yield { value: iso };
  const control = /(\d{4})[-\s.]?(\d{4})/.exec(text);
  if (control) yield { value: `${control[1]}-${control[2]}` };
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) yield { value: `#${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}` };
  if (node.pattern?.startsWith('^(https:')) {
    yield { value: text.replace(/^http:\/\//i, 'https://').replace(/^HTTPS:/i, 'https:') };
    if (text.startsWith('//')) yield { value: `https:${text}` };
    if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}([/:]|$)/i.test(text)) yield { value: `https://${text}` };
    if (!/^[a-z]+:/i.test(text)) yield { value: `/${text}` };
  }
  if (node.pattern?.startsWith('^\\/')) {
    yield { value: text.replace(/^https?:\/\/[^/]+/i, '') };
    yield { value: `/${text}` };
  }
  if (node.pattern?.startsWith('^[a-z0-9]'))
    yield {
      value: text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 64),
    };
  if (node.pattern?.startsWith('^[a-z]{2,3}')) {
    const [language = '', ...rest] = text.split(/[-_]/);
    yield { value: [language.toLowerCase(), ...rest].join('-') };
  }
  if (node.pattern?.startsWith('^[A-Za-z]['))
    yield { value: text.replace(/[^A-Za-z0-9_]+(.?)/g, (_, next) => next.toUpperCase()) };
  if (node.pattern?.startsWith('^[A-Za-z0-9-]')) yield { value: text.replace(/[\s_:]+/g, '-').replace(/-+$/, '') };
  if (node.pattern?.startsWith('^[A-Za-z_$]')) yield { value: text.replace(/^window\.|\(.*$/g, '') };
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

/** 3/1/2026 (month first, as it is written in the US), 2026-3-1 and 20260301 as 2026-03-01. */
function date(text: string): string | undefined {
  const [, month, day, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (year) return `${year}-${two(month!)}-${two(day!)}`;
  const [, y, m, d] = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:T.*)?$/.exec(text) ?? [];
  return y && `${y}-${two(m!)}-${two(d!)}`;
}

const two = (digits: string): string => digits.padStart(2, '0');
const shortened = (share: number): number => Number(share.toPrecision(6));
