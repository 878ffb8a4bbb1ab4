import type { View } from './Survey.tsx';

/**
 * The languages that are offered, each by its own name and said in its own voice (WCAG 3.1.2), so that whoever cannot
 * read the one that is shown finds theirs.
 */
export function Languages({ host: { pack, settings }, speak }: View) {
  return (
    <select aria-label={pack.phrases.language} value={pack.lang} onChange={speak}>
      {settings.languages.map((lang) => (
        <option value={lang} lang={lang}>
          {/ht/.test(lang) ? 'Kreyòl ayisyen' : new Intl.DisplayNames(lang, { type: 'language' }).of(lang)}
        </option>
      ))}
    </select>
  );
}
