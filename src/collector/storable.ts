import { mask } from '../record/mask.ts';
import type { StoredInterview } from '../record/schema.ts';
import { maskPath } from '../record/screen.ts';

/** Characters of a name, such as an office's, that are kept. A config allows no more. */
const LONGEST_NAME = 100;

/** Characters of a text of the context that each version of the record allows: a mask can be longer than what it masks. */
const LONGEST_CONTEXT = { 'cx7.interview/1': 500, 'cx7.interview/2': 200 } as const satisfies Record<
  StoredInterview['schema'],
  number
>;

/** Characters of a comment, and pieces of each kind that were taken out of it. */
const LONGEST_COMMENT = 10_000;
const MOST_MASKED = 10_000;

/** What a list does not show as it stands: control characters, and those that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * An interview as it is kept: personal data that its client did not find is masked in all free text, and names are short
 * and printable. Nothing is refused for it. Whoever has sent an honest one wants it counted.
 */
export function storable(interview: StoredInterview): StoredInterview {
  const { org, comment, page, shown, context } = interview;
  return {
    ...interview,
    survey: nameOf(interview.survey),
    service: nameOf(interview.service),
    ...(interview.transactionPoint !== undefined && { transactionPoint: nameOf(interview.transactionPoint) }),
    org: {
      ...Object.fromEntries(
        Object.entries(org).map(([level, name]) => [level, typeof name === 'string' ? nameOf(name) : name]),
      ),
      path: org.path.map((level) => nameOf(level)),
    },
    ...(comment && { comment: maskedComment(comment) }),
    extra: interview.extra.map(maskedExtra),
    shown: { ...shown, lang: nameOf(shown.lang), requestedLang: nameOf(shown.requestedLang) },
    ...(page && { page: { origin: nameOf(page.origin, 300), path: cut(maskPath(page.path, mask), 2000) } }),
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [
        name,
        typeof value === 'string' && !isCode(value) ? maskedText(value, LONGEST_CONTEXT[interview.schema]) : value,
      ]),
    ),
    client: { version: nameOf(interview.client.version) },
  } as StoredInterview; // It has the fields of its version, each of the same kind as before.
}

/** A name as it is kept and shown. */
export const nameOf = (name: string, longest = LONGEST_NAME): string =>
  cut(name.replace(UNPRINTABLE, '\ufffd'), longest);

/** An identifier of the host's own, such as a UUID: in its digits there is no phone number. */
const isCode = (text: string): boolean => /^[\w-]*[A-Za-z_][\w-]*$/.test(text);

const maskedText = (text: string, longest: number): string => cut(mask(text).text, longest);

type Comment = NonNullable<StoredInterview['comment']>;

/** What the client found is counted already. */
function maskedComment({ text, masked }: Comment): Comment {
  const found = mask(text);
  const counts = { ...masked };
  for (const [kind, n] of Object.entries(found.masked) as [keyof typeof counts, number][])
    counts[kind] = Math.min((counts[kind] ?? 0) + n, MOST_MASKED);
  return { text: cut(found.text, LONGEST_COMMENT), masked: counts };
}

const maskedExtra = (answer: StoredInterview['extra'][number]): StoredInterview['extra'][number] => ({
  ...answer,
  question: nameOf(answer.question),
  ...(typeof answer.value === 'string' && { value: maskedText(answer.value, 500) }),
});

/** Never in the middle of a surrogate pair. */
const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/\p{Cs}$/u, '');
