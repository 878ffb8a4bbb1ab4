import type { LanguagePack } from '../instrument/language.ts';
import { type Dress, shadow } from './stage.ts';

/**
 * Puts a link to a survey that came by itself ahead of the page, for whoever goes by keyboard: it is the first that Tab
 * comes to, and is seen while it has the focus. It goes with the survey.
 */
export function addSkipLink(
  { phrases, lang, dir }: LanguagePack,
  dress: Dress,
  go: () => void,
  signal: AbortSignal,
): void {
  const root = shadow('cx7Skip');
  const link = document.createElement('a');
  link.href = '#';
  link.className = 'panel skip-link';
  link.dataset.part = 'skip-link';
  link.textContent = phrases.skip;
  link.lang = lang;
  link.dir = dir;
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address stays
    go();
  });
  root.append(link);
  document.documentElement.prepend(root.host);
  dress(root);
  signal.addEventListener('abort', () => root.host.remove());
}
