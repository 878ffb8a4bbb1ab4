export function isBuilt(root: string, files: readonly string[]): boolean;
