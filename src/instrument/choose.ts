/** The languages there are words in, in the order of need in US services. */
export const LANGUAGES = ['en', 'es', 'zh-Hans', 'zh-Hant', 'vi', 'ko', 'tl', 'ru', 'ar', 'ht', 'pt-BR', 'fr'] as const;

/**
 * The language to show out of those offered: the page's own, in the script of its region, else the first one. So
 * `zh-TW` is shown `zh-Hant` and no other Chinese, `pt-PT` is shown `pt-BR`, and `fil` is `tl`. A tag that is
 * malformed, as a page's may be, is no language.
 */
export const chooseLanguage = <L extends string>(requested: string, offered: readonly L[]): L =>
  offered.find((lang) => {
    try {
      return written(lang) === written(requested);
    } catch {
      return false; // a tag that is none
    }
  }) ?? offered[0]!;

/** `zhHant` of `zh-TW`, and of `zh_TW`, as some pages have it. */
function written(tag: string): string {
  const { language, script } = new Intl.Locale(tag.replace('_', '-')).maximize();
  return language + script!;
}
