import { essenceOf } from '../config/essence.ts';
import type { SurveyConfig } from '../config/schema.ts';
import type { Settings } from '../config/settle.ts';
import { languageOf } from '../instrument/choose.ts';
import { fingerprint } from '../instrument/fingerprint.ts';
import { toJson } from '../instrument/json.ts';
import type { LanguagePack } from '../instrument/language.ts';
import { MEASURES, type Measure, type Score } from '../instrument/measures.ts';
import { statementOf } from '../instrument/statement.ts';
import type { Caller } from './caller.ts';
import type { Mask } from './mask.ts';
import type { Disposition, Interview } from './schema.ts';
import { maskPath } from './screen.ts';
import { storableText } from './text.ts';

/** What a respondent said to a statement. A statement that was left open has no reply. */
export type Reply = Score | 'not-applicable';
export type Replies = { [M in Measure]?: Reply };

/** All that one revision of an interview is made of. */
export interface Told {
  id: string;
  revision: number;
  disposition: Disposition;
  config: SurveyConfig;
  settings: Settings;
  pack: LanguagePack;
  replies: Replies;
  /** Measures whose statement has been on the screen. */
  seen: readonly Measure[];
  /** As typed; it is masked here, before anybody keeps it. */
  comment: string;
  mask: Mask;
  sample: Interview['sample'];
  shown: Pick<Interview['shown'], 'trigger' | 'display' | 'device' | 'requestedLang'>;
  time: Interview['time'];
  page: { origin: string; path: string };
  /** What only this interview knows; it goes before what the config says. */
  caller: Pick<Caller, 'office' | 'said'>;
  version: string;
}

/** The longest comment that a record can hold, see the schema. */
const LONGEST = 10_000;

/** Codes an interview: from what happened on the screen to what is stored, sent and counted. */
export function encode(told: Told): Interview {
  const { settings, pack, caller, replies, shown } = told;
  const { omb, survey } = settings;
  const { department, bureau, program, office, path, ...codes } = settings.coding;
  const custom: Measure[] = [];
  const answers = MEASURES.map((measure, index) => {
    const statement = statementOf(measure, pack, settings);
    const isAsked = measure !== 'employee' || settings.employee;
    if (isAsked && statement.custom) custom.push(measure);
    return {
      measure,
      ...coded(replies[measure], isAsked && told.seen.includes(measure)),
      textHash: fingerprint(statement.text),
      position: index + 1,
    };
  });
  const comment = told.mask(told.comment.trim());
  return {
    schema: 'cx7.interview/2',
    id: told.id,
    revision: told.revision,
    disposition: told.disposition,
    test: told.sample.recruitment === 'forced',
    instrument: {
      edition: settings.edition,
      variants: settings.variants,
      custom,
      configHash: fingerprint(toJson(essenceOf(told.config))),
      approval: settings.approval,
    },
    omb: omb && { controlNumber: omb.controlNumber, expires: omb.expires },
    survey,
    service: survey,
    ...codes,
    org: { department, bureau, program, office: caller.office ?? office, path: [...path] },
    answers,
    // Masked first and cut afterwards: a cut in the middle of a number would leave the rest of it unseen.
    ...(comment.text && { comment: { ...comment, text: storableText(comment.text, LONGEST) } }),
    extra: [],
    sample: told.sample,
    shown: {
      ...shown,
      requestedLang: storableText(shown.requestedLang, 35),
      lang: pack.lang,
      // `en-US` and `en` are one language, and so are `fil` and `tl`: only another language is a fallback.
      fallback: languageOf(shown.requestedLang) !== pack.lang,
      translation: pack.status,
    },
    time: told.time,
    page: { origin: told.page.origin, path: maskPath(told.page.path, told.mask).slice(0, 2000) },
    context: {},
    indicators: {},
    ...caller.said,
    client: { version: told.version },
  };
}

/** Not applicable, skipped and not shown are three findings, and none of them is a score. */
const coded = (reply: Reply | undefined, wasShown: boolean): Pick<Interview['answers'][number], 'state' | 'value'> =>
  !wasShown
    ? { state: 'not-shown' }
    : typeof reply === 'number'
      ? { state: 'answered', value: reply }
      : { state: reply ?? 'skipped' };
