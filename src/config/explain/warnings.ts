import { defaults } from '../defaults.ts';
import type { SurveyConfig } from '../schema.ts';

/** Something that is valid and may well be meant, but is worth knowing. */
export interface Warning {
  /** Where, as in a problem. */
  path: string;
  at: string[];
  /** All of it, the remedy included. */
  message: string;
  /** What to do where it isn’t meant. */
  fix: string;
}

/** Languages whose translation nobody has reviewed; a test compares it with the packs. */
export const DRAFTS: Readonly<Record<string, string>> = {
  es: 'Spanish',
  'zh-Hans': 'Chinese in simplified characters',
  'zh-Hant': 'Chinese in traditional characters',
  vi: 'Vietnamese',
  ko: 'Korean',
  tl: 'Tagalog',
  ru: 'Russian',
  ar: 'Arabic',
  ht: 'Haitian Creole',
  'pt-BR': 'Portuguese as in Brazil',
  fr: 'French',
};

/** What is worth knowing about a valid config. `now` decides whether dates are past; default: the clock. */
export function warnings(config: SurveyConfig, { now = new Date() }: { now?: Date } = {}): Warning[] {
  const found: Warning[] = [];
  const warn = (path: string, message: string, fix: string) =>
    found.push({ path, at: path.split('.'), message: `${path}: ${message} ${fix}`, fix });
  for (const look of [drafts, translations, statements, sample, dates, clearance, exposure, unused, looks])
    look(config, warn, now);
  return found;
}

type Warn = (path: string, message: string, fix: string) => void;
type Look = (config: SurveyConfig, warn: Warn, now: Date) => void;

const offered = (config: SurveyConfig): readonly string[] => config.languages ?? defaults.languages;

const drafts: Look = (config, warn) => {
  for (const lang of new Set(offered(config)))
    if (DRAFTS[lang])
      warn(
        'languages',
        `${DRAFTS[lang]} is a draft. OMB has published no translation, and each record says that a draft was shown.`,
        config.languages
          ? `Have it reviewed, or take "${lang}" off the list.`
          : 'Have it reviewed, or set languages to ["en"].',
      );
  if (new Set(config.languages).size !== (config.languages ?? []).length)
    warn('languages', 'a language stands there twice.', 'Remove one of them.');
};

/** Texts that visitors of one of the languages would read in another. */
const translations: Look = (config, warn) => {
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
    } else if (text) {
      const missing = languages.filter((lang) => !Object.hasOwn(text, lang));
      if (missing.length)
        warn(path, `nothing for ${missing.join(' and ')}; there ${otherwise}.`, `Add "${missing[0]}".`);
      const idle = Object.keys(text).filter((lang) => !languages.includes(lang));
      if (idle.length)
        warn(path, `${idle.join(' and ')} is not among the languages offered, so this is never shown.`, 'Remove it.');
    }
  }
};

const statements: Look = (config, warn) => {
  for (const [measure, text] of Object.entries(config.wording ?? {}))
    for (const one of typeof text === 'string' ? [text] : Object.values(text ?? {}))
      for (const [gap, name] of one.matchAll(/\{(\w*)\}/g))
        if (!Object.hasOwn(config.names, name!))
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
      'Remove it; it would stand on every record.',
    );
  if (config.employee === false && config.wording?.employee)
    warn('wording.employee', 'that statement is not asked, since employee is false.', 'Remove the one or the other.');
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

const sample: Look = ({ sampling = {}, coding, trigger, enabled, test }, warn) => {
  if (enabled === false) warn('enabled', 'the survey is switched off: nobody is asked.', 'Set it to true to begin.');
  if (test)
    warn(
      'test',
      'everybody is asked, and every record is marked as a test and not counted.',
      'Remove it before the survey is published.',
    );
  const rates = Object.values(sampling.offices ?? {});
  if (sampling.rate === 0 && !rates.some(Boolean))
    warn('sampling.rate', 'at 0 nobody is invited.', 'Raise it, or set enabled to false if that is meant.');
  if (sampling.offices && !coding?.office)
    warn(
      'sampling.offices',
      'the page has to say which office it is.',
      'Call cx7.open({ office }), or set coding.office on each page.',
    );
  if (sampling.cooldownDays !== undefined && sampling.remember !== 'device')
    warn(
      'sampling.cooldownDays',
      'days are only counted where sampling.remember is "device"; here the session is all there is.',
      'Remove it, or set sampling.remember to "device".',
    );
  if (sampling.quota && sampling.quota.received >= sampling.quota.target)
    warn(
      'sampling.quota',
      'the target is reached: nobody more is invited.',
      'Raise the target, or set enabled to false.',
    );
  if (sampling.unit === 'interaction' && (trigger?.on ?? 'load') !== 'call')
    warn(
      'sampling.unit',
      'an interaction is known by the key that the page passes to cx7.open({ interactionKey }).',
      'Set trigger.on to "call", or sampling.unit to "session".',
    );
  if (sampling.privacySignal === 'ignore')
    warn(
      'sampling.privacySignal',
      'visitors whose browser sends Global Privacy Control are invited all the same.',
      'Ask your privacy office first.',
    );
};

const dates: Look = ({ wave = {}, omb }, warn, now) => {
  for (const [path, day] of [
    ['wave.from', wave.from],
    ['wave.until', wave.until],
    ['omb.expires', omb?.expires],
  ] as const)
    if (day && !exists(day)) warn(path, `there is no ${day}.`, 'Correct the day.');
  const today = day(now);
  if (wave.until && wave.until < today)
    warn('wave.until', `the wave ended on ${wave.until}: nobody is asked.`, 'Set a later day, or remove wave.');
  else if (wave.from && wave.from > today)
    warn('wave.from', `nobody is asked before ${wave.from}.`, 'Nothing to do if that is meant.');
};

const clearance: Look = ({ omb, test }, warn, now) => {
  if (!omb) {
    if (!test)
      warn(
        'omb',
        'no OMB control number. A federal survey of ten or more people needs a clearance under the Paperwork Reduction Act (44 U.S.C. 3512).',
        'Add "omb": { "controlNumber": "…", "expires": "…" }, unless this survey needs none.',
      );
    return;
  }
  if (omb.expires < day(now))
    warn(
      'omb.expires',
      `the clearance expired on ${omb.expires}: the survey is not shown.`,
      'Renew it, and set the new date.',
    );
  else if (omb.expires < day(new Date(now.getTime() + 60 * DAY)))
    warn(
      'omb.expires',
      `the clearance expires on ${omb.expires}; the survey is not shown after it.`,
      'Renew it in time.',
    );
};

/** What would be public, or tell who somebody is. */
const exposure: Look = (config, warn) => {
  const { endpoint } = config;
  const url = typeof endpoint === 'string' ? endpoint : endpoint.adapter === 'http' ? endpoint.url : '';
  if (url.startsWith('http:'))
    warn(
      typeof endpoint === 'string' ? 'endpoint' : 'endpoint.url',
      'this machine only: visitors’ answers would not arrive.',
      'Use the address of the collector before publishing.',
    );
  if (typeof endpoint === 'object' && endpoint.adapter === 'http')
    for (const name of Object.keys(endpoint.headers ?? {}))
      if (/auth|token|secret|key|cookie|password|session/i.test(name))
        warn(
          `endpoint.headers.${name}`,
          'looks like a secret, and whoever opens the page can read it.',
          'Let the collector know the site by its Origin; keep secrets on the server.',
        );
  if (/[?&][^=&]*(token|secret|key|password|sig)[^=&]*=/i.test(url))
    warn(
      typeof endpoint === 'string' ? 'endpoint' : 'endpoint.url',
      'the address seems to hold a secret, and whoever opens the page can read it.',
      'Keep secrets on the server.',
    );
  for (const list of ['context', 'indicators', 'keepParams'] as const)
    for (const name of config[list] ?? [])
      if (
        /e-?mail|phone|ssn|social|birth|dob|^(first|last|full|user|agent|employee|customer|caller)?_?name$|(agent|employee|user|customer|case|claim|account)_?(id|no|number)|token|password|address/i.test(
          name,
        )
      )
        warn(
          list,
          `"${name}" looks like something that tells who somebody is.`,
          'Take it off the list; use a code for a group, such as a queue or a region.',
        );
};

const unused: Look = ({ checked, display, trigger, pages }, warn) => {
  if (checked !== undefined) warn('checked', 'no longer used.', 'Remove it.');
  if (display?.target && display.placement !== 'inline')
    warn('display.target', 'only an inline survey has a target.', 'Set display.placement to "inline", or remove it.');
  if (trigger?.selector && trigger.on !== 'click')
    warn('trigger.selector', 'only read where trigger.on is "click".', 'Set trigger.on to "click", or remove it.');
  if (trigger?.delaySeconds !== undefined && (trigger.on ?? 'load') !== 'load')
    warn('trigger.delaySeconds', 'only read where trigger.on is "load".', 'Remove it.');
  if (pages?.include && !pages.include.length)
    warn('pages.include', 'an empty list: the survey appears on no page by itself.', 'List paths, or remove it.');
  for (const path of pages?.include ?? [])
    if (pages?.exclude?.includes(path))
      warn('pages.exclude', `${path} is on both lists, and exclude goes first.`, 'Remove one of them.');
};

const looks: Look = ({ display }, warn) => {
  const contrast = display?.accent ? contrastWithWhite(display.accent) : 21;
  if (contrast < 4.5)
    warn(
      'display.accent',
      `${display!.accent} has a contrast of ${(Math.floor(contrast * 10) / 10).toFixed(1)} to 1 with white; WCAG 2.2 asks for 4.5.`,
      'Choose a darker one, or let cx7 darken it, as it does by itself.',
    );
};

/** WCAG 2.2, relative luminance. */
function contrastWithWhite(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

const DAY = 86_400_000;

/** The calendar day where this runs, as the survey itself goes by the visitor's calendar. */
const day = (time: Date): string =>
  `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;

const exists = (date: string): boolean => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
};
