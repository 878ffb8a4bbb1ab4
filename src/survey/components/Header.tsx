/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { Phrases } from '../../instrument/language.ts';
import type { Language } from '../../instrument/languages/index.ts';
import { LanguageList } from './LanguageList.tsx';

interface Props {
  service: string | undefined;
  phrases: Phrases;
  /** The languages that are offered. */
  languages: readonly Language[];
  lang: string;
  onLanguage(lang: string): void;
  onClose(): void;
}

/** What the survey is about, its languages, and the way out. */
export function Header({ service, phrases, languages, lang, onLanguage, onClose }: Props) {
  return (
    <div data-part="header" class="header">
      <p class="small">{service}</p>
      {languages.length > 1 && (
        <LanguageList label={phrases.language} languages={languages} lang={lang} onLanguage={onLanguage} />
      )}
      <button type="button" aria-label={phrases.leave} onClick={onClose}>
        ×
      </button>
    </div>
  );
}
