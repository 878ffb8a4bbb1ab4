import { fits } from '../../paths.ts';
import { asWildcard, isRegular } from '../wildcard.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

/** Pages on which the survey appears, or never does, otherwise than is meant. */
export const pages: Look = ({ pages: { include, exclude = [] } = {} }, warn) => {
  for (const [list, patterns] of Object.entries({ include: include ?? [], exclude }))
    for (const [index, pattern] of patterns.entries()) {
      const fault = faultIn(pattern);
      if (fault) warn(['pages', list, index], `${quoted(pattern)} ${fault.what}.`, fault.fix);
    }
  if (include && !include.length)
    warn('pages.include', 'an empty list: the survey appears on no page by itself.', 'List paths, or remove it.');
  const twice = (include ?? []).filter((path) => exclude.includes(path));
  for (const path of twice)
    warn('pages.exclude', `${path} is on both lists, and exclude goes first.`, 'Remove one of them.');
  const wanted = include ?? ['/*'];
  // A pattern that fits another one, with its `*` as it stands, fits all that this one does.
  const isNothingLeft = wanted.length > 0 && wanted.every((path) => fits(path, exclude));
  if (isNothingLeft && twice.length < wanted.length)
    warn(
      'pages.exclude',
      `${include ? 'every page of pages.include' : 'every page'} is excluded: the survey never appears by itself.`,
      'Remove the pattern that is too broad, or set enabled to false if that is meant.',
    );
};

/** What is wrong with a pattern, and what to do about it. */
export interface Fault {
  what: string;
  fix: string;
}

/** Why a pattern matches no page, or probably others than are meant; what is compared is the path, with `*` for any text. */
export function faultIn(pattern: string, inVain = 'matches no page'): Fault | undefined {
  const [path = '', mark] = /^([^?#]*)([?#])?/.exec(pattern)?.slice(1) ?? [];
  if (isRegular(pattern)) {
    const better = asWildcard(pattern);
    return {
      what: 'looks like a regular expression, but is compared letter by letter, with * for any text',
      fix: better
        ? `Write ${quoted(better)}.`
        : 'Write the path itself, with * where any text may stand; more paths are more entries.',
    };
  }
  if (mark === '?') return { what: 'matches no page: a query is not looked at', fix: `Write ${quoted(path)}.` };
  if (mark === '#')
    return {
      what: 'matches no page: what follows # is not looked at',
      fix: `Write ${quoted(path)}, or let the app open the survey where it is wanted: trigger.on "call" and cx7.open().`,
    };
  const routed = path.replace(/:\w+\??(?=\/|$)|\{\w+\}|<\w+>|\[(\.{3})?\w+\]/g, '*');
  if (routed !== path)
    return {
      what: 'has a part in the form of a route’s parameter, which is compared as it is',
      fix: `Write ${quoted(routed)}.`,
    };
  const sent = asAddress(path);
  if (sent !== path) return { what: `${inVain}: addresses have it in another form`, fix: `Write ${quoted(sent)}.` };
  return undefined;
}

/** A path as the address of a page has it: what is no letter of ASCII is encoded. */
function asAddress(path: string): string {
  const encoded = path.replace(/[^!#-;=?-_a-z|~\p{Cs}]+/gu, encodeURI);
  return encoded.replace(/\\/g, '/');
}
