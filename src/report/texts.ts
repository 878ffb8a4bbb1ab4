import type { SurveyConfig } from '../config/schema.ts';
import { settle } from '../config/settle.ts';
import { en, fill, fingerprint, LANGUAGES, MEASURES, namesIn, statementOf } from '../instrument/index.ts';
import { loadPack } from '../instrument/load.ts';

/**
 * The statements that these configs can have asked, in every language there are words in, by their fingerprint: what a
 * record names as `textHash`. A config that has changed since is another config: pass in both. Without any, the official
 * statements that name nobody are known all the same.
 */
export async function textsOf(configs: readonly SurveyConfig[]): Promise<Record<string, string>> {
  const packs = await Promise.all(LANGUAGES.map((lang) => (lang === 'en' ? en : loadPack(lang))));
  const texts = packs.flatMap((pack) => [
    ...Object.values(pack.statements),
    ...configs
      .map(settle)
      .flatMap((settings) => [
        ...Object.values(pack.statements).map((official) => fill(official, namesIn(settings.names, pack.lang), pack)),
        ...MEASURES.map((measure) => statementOf(measure, pack, settings).text),
      ]),
  ]);
  return Object.fromEntries(texts.map((text) => [fingerprint(text), text]));
}
