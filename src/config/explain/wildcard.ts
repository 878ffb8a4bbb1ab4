/** What looks like a regular expression in what should be a path with `*` for any text. */
const REGULAR = /^\^|\\[dwsbDWSB./]|\.[*+]|\$$|\[\^?[^\]]+\][*+]|\([^)]*\|[^)]*\)|\(\?|\(\.\*\)|\|/;

export const isRegular = (text: string): boolean => REGULAR.test(text);

/**
 * A regular expression as a path with `*`: `^/claims/.*$` as `/claims/*`. Undefined where it says something that such a
 * path cannot.
 */
export function asWildcard(text: string): string | undefined {
  const path = text
    .replace(/^\^|\$$/g, '')
    .replace(/\\([/.-])/g, '$1')
    .replace(/(\\[dwWDS]|\[\^?[^\]]+\]|\.)[*+]\??|\\[dwWDS]|\((\?:)?\.[*+]\??\)\??/g, '*')
    .replace(/\*{2,}/g, '*');
  const isPath = /^\/[^\s\\^$|()[\]{}?+]*$/.test(path);
  return isPath && path !== text ? path : undefined;
}
