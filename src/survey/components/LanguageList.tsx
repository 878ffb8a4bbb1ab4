/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import { type Language, languages as names } from '../../instrument/languages/index.ts';

interface Props {
  label: string;
  languages: readonly Language[];
  lang: string;
  onLanguage(lang: string): void;
}

/**
 * Each language by its own name and in its own voice (WCAG 3.1.2): whoever cannot read the one that is shown finds
 * theirs.
 */
export function LanguageList({ label, languages, lang, onLanguage }: Props) {
  return (
    <select aria-label={label} value={lang} onChange={(event) => onLanguage(event.currentTarget.value)}>
      {languages.map((tag) => (
        <option key={tag} lang={tag} value={tag}>
          {names[tag].name}
        </option>
      ))}
    </select>
  );
}
