/**
 * The language to show out of those offered. A regional tag is met by its script, then by its language alone
 * (es-MX by es); what cannot be met falls back to the first one offered.
 */
export function chooseLanguage<L extends string>(
  requested: string,
  offered: readonly L[],
): { lang: L; fallback: boolean } {
  for (let tag = requested.toLowerCase(); tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const lang = offered.find((o) => o.toLowerCase() === tag);
    if (lang) return { lang, fallback: false };
  }
  return { lang: offered[0]!, fallback: true };
}
