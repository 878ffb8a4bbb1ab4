/** The languages there are words in, in the order of need in US services. */
export const LANGUAGES = ['en', 'es', 'zh-Hans', 'zh-Hant', 'vi', 'ko', 'tl', 'ru', 'ar', 'ht', 'pt-BR', 'fr'] as const;

/** The language to show out of those offered: the page's own, in whatever regional variety, else the first one. */
export const chooseLanguage = <L extends string>(requested: string, offered: readonly L[]): L =>
  offered.find((lang) => isSameLanguage(lang, requested)) ?? offered[0]!;

/**
 * Whether two tags mean one language in one script. What a region writes is known: `zh-TW` is `zh-Hant` and no other
 * Chinese, `pt-PT` is `pt-BR`, `fil` is `tl`. A tag that is malformed, as a page's may be, is no language.
 */
export function isSameLanguage(one: string, other: string): boolean {
  try {
    return written(one) === written(other);
  } catch {
    return false;
  }
}

/** `zhHant` of `zh-TW`, and of `zh_TW`, as some pages have it. */
function written(tag: string): string {
  const { language, script } = new Intl.Locale(tag.replace('_', '-')).maximize();
  return `${language}${script}`;
}
