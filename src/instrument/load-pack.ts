import type { LanguagePack } from './language.ts';
import type { OtherLanguage } from './languages/index.ts';

export const loadPack = async (tag: OtherLanguage): Promise<LanguagePack> =>
  (await import(`./languages/${tag}.ts`)).pack;
