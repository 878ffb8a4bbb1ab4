/**
 * A value as JSON, by its fields alone: some pages still give every array a `toJSON` that writes it as a text within the
 * text, which nobody could read back.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key];
  });
