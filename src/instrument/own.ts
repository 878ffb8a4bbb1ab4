/** Whether an object has a property of its own. `Object.hasOwn` is younger than the oldest browsers. */
export const hasOwn = (object: object, key: PropertyKey): boolean =>
  Object.getOwnPropertyDescriptor(object, key) !== undefined;

/** The last of a list, if any. `at(-1)` is younger, too. */
export const lastOf = <Item>(list: readonly Item[]): Item | undefined => list[list.length - 1];
