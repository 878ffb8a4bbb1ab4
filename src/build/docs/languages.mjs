import { load } from '../load.mjs';
import { table } from './fields.mjs';

/** The generated part of `docs/languages.md`. */
export async function languageParts() {
  const { LANGUAGES, languages } = await load('src/instrument/languages/index.ts');
  const { englishName } = await load('src/instrument/english-name.ts');
  const packs = await Promise.all(
    LANGUAGES.map(async (tag) => (await load(`src/instrument/languages/${tag}.ts`)).pack),
  );
  return {
    languages: table(
      ['tag', 'language', 'its own name', 'direction', 'words'],
      packs.map(({ lang, dir, status }) => [
        `\`${lang}\``,
        englishName(lang),
        languages[lang].name,
        dir === 'rtl' ? 'right to left' : 'left to right',
        status,
      ]),
    ),
  };
}
