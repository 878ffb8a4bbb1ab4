/** A value that has to be there. What a test goes on to say of it would say nothing otherwise. */
export function there<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('What the test is about is not there.');
  return value;
}
