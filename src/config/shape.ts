/**
 * What the generated validator is written in: a table of shapes, and one function that reads it. It says yes to
 * exactly what zod says yes to, in a fraction of its size, and never says why: `explain.ts` does that.
 *
 * A shape is one of
 * - a text: the pattern that a string matches as a whole. Lengths are in code points, hence the flag `u`;
 * - 0: true or false;
 * - an object of shapes: an object with these keys, each of which may be missing, and no others;
 * - a list that begins with its kind: `[0, …]` fits one of the shapes that follow, `[1, item, max, min]` is an
 *   array, `[2, key, item]` a plain object with keys and values of one kind, `[3, min, max, step]` a number,
 *   `[4, shape]` a key that must be there.
 *
 * Configs are JSON, and on what JSON can say the two agree exactly: a test holds them together.
 */
export function fits(shape: any, value: any): boolean {
  if (typeof shape === 'string') return typeof value === 'string' && RegExp(`^(${shape})$`, 'us').test(value);
  if (!shape) return typeof value === 'boolean';
  const [kind, a, b, c] = Array.isArray(shape) ? shape : [5];
  if (!kind) return shape.some((one: unknown) => one && fits(one, value));
  if (kind === 4) return fits(a, value);
  if (kind === 3) return typeof value === 'number' && value >= a && value <= b && !(c && value % c);
  if (!value || typeof value !== 'object' || Array.isArray(value) !== (kind === 1)) return false;
  // Only own keys are looked at, so that a page which has extended `Object.prototype` keeps its survey.
  const keys = Object.keys(value);
  if (kind === 1) return !(value.length > b || value.length < c) && value.every((item: unknown) => fits(a, item));
  if (kind === 2) return keys.every((key) => key === '__proto__' || (fits(a, key) && fits(b, value[key])));
  return (
    keys.every((key) => Object.keys(shape).includes(key)) &&
    Object.keys(shape).every((key) => (keys.includes(key) ? fits(shape[key], value[key]) : shape[key][0] !== 4))
  );
}
