/** The JSON Schema of a record as it is written now. */
export function recordSchema(): Promise<object>;
