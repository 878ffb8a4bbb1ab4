/** Whether a path fits one of the patterns, in which `*` stands for any text. */
export const fits = (path: string, patterns: readonly string[] = []): boolean =>
  patterns.some((pattern) => RegExp(`^${pattern.replace(/[^*\w/]/g, '\\$&').replace(/\*/g, '.*')}$`).test(path));
