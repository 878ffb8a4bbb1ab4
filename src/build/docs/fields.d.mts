/** Every path of a JSON Schema, with dots: `sampling`, `sampling.rate`. */
export function pathsIn(schema: object): string[];
