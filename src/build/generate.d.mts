/** Writes the generated sources; resolves with the addresses of the files. */
export function generate(): Promise<URL[]>;
/** Text of `dist/cx7.schema.json`. */
export function schemaJson(): Promise<string>;
/** Source of the validator for one JSON Schema. */
export function acceptsSource(schema: object): string;
