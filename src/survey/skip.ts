import type { LanguagePack } from '../instrument/language.ts';
import { shadow } from './stage.ts';

/**
 * Puts a link to a survey that came by itself ahead of the page, for whoever goes by keyboard: it is the first that Tab
 * comes to, and is seen while it has the focus.
 */
export function addSkipLink({ phrases, lang, dir }: LanguagePack, theme: string | undefined, go: () => void): Element {
  const root = shadow('cx7Skip', theme);
  const link = Object.assign(document.createElement('a'), {
    href: '#',
    className: 'p k',
    textContent: phrases.skip,
    lang,
    dir,
    onclick() {
      go();
      return false; // the address stays
    },
  });
  root.append(link);
  document.documentElement.prepend(root.host);
  return root.host;
}
