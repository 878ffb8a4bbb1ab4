/**
 * Whether a value is as a config has to be. The judges made here say yes to exactly what zod says yes to, in a fraction
 * of its size, and never say why: `explain` does that. Configs are JSON, and on what JSON can say the two agree exactly:
 * a test holds them together. `src/build/validator.mjs` puts them together from the JSON Schema.
 */
export type Judge = (value: unknown) => boolean;

/** The pattern fits the text as a whole. */
export const text =
  (pattern: string): Judge =>
  (value) =>
    // With the flag `u` a length counts characters as people see them, as the schema does.
    typeof value === 'string' && RegExp(`^(${pattern})$`, 'us').test(value);

export const choice =
  (...among: readonly unknown[]): Judge =>
  (value) =>
    among.includes(value);

export const boolean: Judge = (value) => typeof value === 'boolean';

export const number =
  (least: number, most: number): Judge =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;

export const integer = (least: number, most: number): Judge => {
  const isWithin = number(least, most);
  return (value) => Number.isInteger(value) && isWithin(value);
};

export const list =
  (item: Judge, least: number, most: number): Judge =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(item);

export const oneOf =
  (...judges: readonly Judge[]): Judge =>
  (value) =>
    judges.some((judge) => judge(value));

/** These fields and no others; only the required ones must be there. */
export const object = (fields: Readonly<Record<string, Judge>>, ...required: readonly string[]): Judge => {
  // A page may have extended `Object.prototype`: only own keys are looked at.
  const judges = new Map(Object.entries(fields));
  return (value) =>
    isPlain(value) &&
    required.every((key) => Object.keys(value).includes(key)) &&
    Object.entries(value).every(([key, part]) => !!judges.get(key)?.(part));
};

/** Any number of keys of one kind, with values of one kind. */
export const table =
  (keyed: Judge, valued: Judge): Judge =>
  (value) =>
    isPlain(value) &&
    // zod passes over this one key, and nothing reads it.
    Object.entries(value).every(([key, part]) => key === '__proto__' || (keyed(key) && valued(part)));

/** What JSON calls an object. An instance of a class may keep elsewhere what it holds. */
export const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Object.getPrototypeOf(Object.getPrototypeOf(value) ?? value);
