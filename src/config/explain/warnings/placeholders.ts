import type { SurveyConfig } from '../../schema.ts';
import type { Path } from '../fields.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

/** What was to be filled in and was not: blank texts, gaps in names, `TODO`, and signs that another encoding has broken. */
export const placeholders: Look = (config, warn) => {
  for (const { path, text } of textsIn(config)) {
    const fault = faultIn(text, path[0]);
    if (fault) warn(path, `${quoted(text)} ${fault.what}.`, fault.fix);
  }
  for (const [name, text] of Object.entries(config.names))
    if (typeof text === 'object' && !Object.keys(text).length)
      warn(`names.${name}`, 'no text in any language, so respondents read a gap.', 'Write the name.');
  const number = config.omb?.controlNumber;
  if (number && /^((\d)\2{3}-\2{4}|1234-5678)$/.test(number) && !config.test)
    warn(
      'omb.controlNumber',
      `${number} is a placeholder: no clearance has this number.`,
      'Write the number that OMB has given to this collection, or set test to true until then.',
    );
};

/** What is wrong with a text of a field, and what to do about it. */
function faultIn(text: string, field: PropertyKey | undefined): { what: string; fix: string } | undefined {
  const isName = field === 'names';
  const fix = FIXES[String(field)] ?? 'Write what is meant, or remove it.';
  if (!/[^\s\p{Cf}\u3164]/u.test(text)) return { what: 'is blank', fix };
  const again = 'Type it again, and save the file as UTF-8.';
  if (text.includes('\ufffd')) return { what: 'has a character that a wrong encoding has broken (\ufffd)', fix: again };
  if (/[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac/.test(text))
    return { what: 'has broken letters: it was once read in the wrong encoding', fix: again };
  if (isName && /\{\w*\}/.test(text))
    return { what: 'has a gap, and a name is put in as it is: respondents read the braces', fix };
  return UNFILLED.test(text) ? { what: 'still has to be filled in', fix } : undefined;
}

const FIXES: Readonly<Record<string, string>> = {
  names: 'Write the name by which the public knows it.',
  approval: 'Write the reference that OMB has given, or take the changed overall statement out until there is one.',
};

/** A text that is nothing but a note to whoever should write it. */
const UNFILLED =
  /^\W*(to[ -]?do|tbd|tba|tbc|fixme|change ?me|placeholder|pending|requested|unknown|none|null|undefined|n\/?a|lorem ipsum.*|x{3,}|\?+|\.+|…)\W*$|^\s*(<[^<>]*>|\[[^[\]]*\]|\{\{[^{}]*\}\})\s*$/i;

interface Placed {
  path: Path;
  text: string;
}

/** The free texts of a config, each with its place. */
const textsIn = ({ names, wording, privacy, approval, coding }: SurveyConfig): Placed[] =>
  Object.entries({ names, wording, privacy, approval, coding }).flatMap(([field, value]) => leaves(value, [field]));

function leaves(value: unknown, path: Path): Placed[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
