import { hasOwn } from '../../../instrument/own.ts';
import { defaults } from '../../defaults.ts';
import type { SurveyConfig } from '../../schema.ts';
import { languageMeant } from '../language-meant.ts';
import type { Look } from './look.ts';

export const offered = (config: SurveyConfig): readonly string[] => config.languages ?? defaults.languages;

/** Texts that visitors of one of the languages would read in another. */
export const translations: Look = (config, warn) => {
  const languages = offered(config);
  const texts: [string, unknown, string][] = [
    ...Object.entries(config.names).map(([key, text]): [string, unknown, string] => [
      `names.${key}`,
      text,
      'is shown in another language',
    ]),
    ...Object.entries(config.wording ?? {}).map(([key, text]): [string, unknown, string] => [
      `wording.${key}`,
      text,
      'the official statement is asked',
    ]),
    ['privacy.text', config.privacy?.text, 'the general privacy statement is shown'],
  ];
  for (const [path, text, otherwise] of texts) {
    if (typeof text === 'string') {
      // A name is often the same in every language; a sentence never is.
      if (languages.length > 1 && !path.startsWith('names.'))
        warn(
          path,
          `one text for ${languages.join(' and ')}: everybody reads it in the same language.`,
          `Give it by language: {${languages.map((lang) => `"${lang}": "…"`).join(', ')}}.`,
        );
    } else if (text && Object.keys(text).length) {
      const missing = languages.filter((lang) => !hasOwn(text, lang));
      if (missing.length)
        warn(path, `nothing for ${missing.join(' and ')}; there ${otherwise}.`, `Add "${missing[0]}".`);
      for (const tag of Object.keys(text).filter((lang) => !languages.includes(lang)))
        warn(
          path,
          `${tag} is not among the languages offered, so this is never shown.`,
          remedyFor(tag, text, languages),
        );
    }
  }
};

/** What to do about a text under a tag that no language offered has. */
function remedyFor(tag: string, texts: object, languages: readonly string[]): string {
  const meant = languageMeant(tag);
  if (meant === undefined || hasOwn(texts, meant)) return 'Remove it.';
  if (languages.includes(meant)) return `Rename it to "${meant}".`;
  return meant === tag
    ? `Add "${tag}" to languages, or remove it.`
    : `Rename it to "${meant}" and add that to languages, or remove it.`;
}

export const statements: Look = (config, warn) => {
  for (const [measure, text] of Object.entries(config.wording ?? {}))
    for (const one of typeof text === 'string' ? [text] : Object.values(text ?? {}))
      for (const [gap, name = ''] of one.matchAll(/\{(\w*)\}/g))
        if (!hasOwn(config.names, name))
          warn(
            `wording.${measure}`,
            `${gap} stands for no name, so respondents read ${gap}.`,
            `Use ${Object.keys(config.names)
              .map((known) => `{${known}}`)
              .join(' or ')}.`,
          );
  if (config.approval && !config.wording?.satisfaction && !config.wording?.trust)
    warn(
      'approval',
      'no overall statement is reworded, so no approval is needed.',
      'Remove it; otherwise it is on every record.',
    );
  if (config.employee === false && config.wording?.employee)
    warn('wording.employee', 'that statement is not asked, since employee is false.', 'Remove one of them.');
  for (const name of ['provider', 'population'] as const)
    if (
      config.names[name] &&
      config.variants?.trust !== 'trust' &&
      !JSON.stringify(config.wording ?? {}).includes(`{${name}}`)
    )
      warn(
        `names.${name}`,
        'only the statement “I trust …” has this name.',
        'Set variants.trust to "trust", or remove it.',
      );
};
