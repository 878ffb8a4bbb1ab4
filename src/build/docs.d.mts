/** The generated documents as they should be, by file name. */
export function generatedDocs(): Promise<Record<string, string>>;
/** The names of those that are not on disk as they should be. */
export function staleDocs(texts: Record<string, string>): string[];
/** Puts generated parts between their markers. */
export function filled(text: string, parts: Record<string, string>): string;
