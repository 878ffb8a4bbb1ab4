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
 * The odd cases (holes, own `__proto__` keys, symbols, class instances) are zod's: a test holds the two together.
 */
// biome-ignore lint/suspicious/noExplicitAny: the table is trusted, and the value is what is being judged
export function fits(shape: any, value: any): boolean {
  if (typeof shape === 'string') return typeof value === 'string' && RegExp(`^(${shape})$`, 'us').test(value);
  if (!shape) return typeof value === 'boolean';
  const [kind, a, b, c] = Array.isArray(shape) ? shape : [5];
  if (!kind) return shape.some((one: unknown) => one && fits(one, value));
  if (kind === 4) return fits(a, value);
  // NaN and the infinities lie between no two numbers.
  if (kind === 3) return typeof value === 'number' && value >= a && value <= b && !(c && value % c);
  if (!value || typeof value !== 'object' || Array.isArray(value) !== (kind === 1)) return false;
  // Spread, because `every` would pass over the holes of a sparse array.
  if (kind === 1) return !(value.length > b || value.length < c) && [...value].every((item) => fits(a, item));
  if (kind === 2)
    return (
      // Plain as zod sees it, also from another frame. `Object.hasOwn` is younger than the phones this runs on.
      (typeof value.constructor !== 'function' ||
        // biome-ignore lint/suspicious/noPrototypeBuiltins: see above
        value.constructor.prototype?.hasOwnProperty?.('isPrototypeOf')) &&
      Reflect.ownKeys({ ...value }).every((key) => key === '__proto__' || (fits(a, key) && fits(b, value[key])))
    );
  // Only own keys count as unknown ones, so that a page which has extended `Object.prototype` keeps its survey.
  const keys = Object.keys(shape);
  return (
    Object.keys({ ...shape, ...value }).length === keys.length &&
    keys.every((key) => (value[key] === undefined ? shape[key][0] !== 4 : fits(shape[key], value[key])))
  );
}
