import { LANGUAGES, type Language, languages } from './languages/index.ts';

/**
 * The language to show out of those offered: the page's own, in the script of its region, else the first one. So
 * `zh-TW` is shown `zh-Hant` and no other Chinese, `pt-PT` is shown `pt-BR`, and `fil` is `tl`. A tag that is
 * malformed, as a page's may be, is no language.
 */
export function chooseLanguage(requested: string, offered: readonly Language[]): Language {
  const asked = languageOf(requested);
  return offered.find((lang) => lang === asked) ?? offered[0] ?? 'en';
}

/**
 * The language that a BCP 47 tag means, if there are words in it. `zh_TW` is read as well, as some pages have it. The
 * browser's own `Intl.Locale` does the same; its first use takes a slow phone as long as the survey's first draw.
 */
export function languageOf(tag: string): Language | undefined {
  const parts = TAG.exec(tag.replace(/_/g, '-'))?.groups;
  if (!parts) return;
  const first = parts.language?.toLowerCase() ?? '';
  const script = parts.script?.toLowerCase();
  const region = parts.region?.toUpperCase() ?? '';

  const candidates = LANGUAGES.filter((lang) => lang.split('-')[0] === first || languages[lang].also.includes(first));
  if (script) return candidates.find((lang) => languages[lang].script.toLowerCase() === script);
  return candidates.find((lang) => languages[lang].regions?.includes(region)) ?? candidates[0];
}

/** A well-formed tag (RFC 5646, 2.1), without `zh-yue` and the like, which are languages of their own. */
const TAG = new RegExp(
  [
    '^(?<language>[a-z]{2,3})',
    '(-(?<script>[a-z]{4}))?',
    '(-(?<region>[a-z]{2}|[0-9]{3}))?',
    '(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*', // variants, such as the spelling of 1996
    '(-[a-wyz0-9](-[a-z0-9]{2,8})+)*', // extensions, such as a calendar
    '(-x(-[a-z0-9]{1,8})+)?$', // what is agreed on in private
  ].join(''),
  'i',
);
