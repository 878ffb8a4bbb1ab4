import type { LanguagePack } from './language.ts';
import type { OtherLanguage } from './languages/index.ts';

/**
 * The words of one language, for bundlers: each pack becomes a chunk of its own. No script file imports this one. It
 * stands outside `languages/`, since a bundler wants variable imports from a folder that the file itself is not in.
 */
export async function loadPack(lang: OtherLanguage): Promise<LanguagePack> {
  const { pack }: { pack: LanguagePack } = await import(`./languages/${lang}.ts`);
  return pack;
}
