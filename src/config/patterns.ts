// Forms that more than one field, or a field and its messages, refer to. Each is anchored: it is tested as a whole.
export const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** A day that there is: 30 and 31 in their months, February 29 in leap years. No year is before the year 1. */
export const DATE =
  /^(?!0000)(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|\d{4}-(0[13-9]|1[0-2])-(29|30)|\d{4}-(0[13578]|1[02])-31|(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$/;
/** Text that any database can keep: without control characters and halves of surrogate pairs. */
export const PLAIN = /^\P{C}*$/u;
/** `https:`, a machine's own address while developing, or a path on the page's own origin. */
export const ADDRESS = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:|\/)|\/(?!\/))[^\s]*$/;
export const NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
export const PATH = /^\/\S*$/;
export const CONTROL_NUMBER = /^\d{4}-\d{4}$/;
export const COLOR = /^#[0-9a-fA-F]{6}$/;

/** What the messages know of patterns, by the pattern's source. */
export type Patterns = Readonly<Record<string, PatternWords>>;

export interface PatternWords {
  /** What the pattern asks for, as it reads after "must be". */
  asks: string;
  /** What may have been meant by a text that does not fit, the likeliest first. Only what fits is heard. */
  guesses?(text: string): string[];
}
