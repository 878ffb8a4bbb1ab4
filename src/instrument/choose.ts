/** The language to show out of those offered: the page's own, in whatever regional variety, else the first one. */
export const chooseLanguage = <L extends string>(requested: string, offered: readonly L[]): L =>
  offered.find((lang) => RegExp(`^${lang}\\b`, 'i').test(requested)) ?? offered[0]!;
