// Forms that more than one field, or a field and its messages, refer to. Each is anchored: it is tested as a whole.
export const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
export const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** `https:`, a machine's own address while developing, or a path on the page's own origin. */
export const ADDRESS = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)(:|\/)|\/(?!\/))[^\s]*$/;
export const NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
export const PATH = /^\/\S*$/;
export const CONTROL_NUMBER = /^\d{4}-\d{4}$/;
export const COLOR = /^#[0-9a-fA-F]{6}$/;

/** What the messages know of patterns, by the pattern's source. */
export type Patterns = Readonly<Record<string, PatternWords>>;

export interface PatternWords {
  /** What the pattern asks for, as it reads after "has to be". */
  asks: string;
  /** What may have been meant by a text that does not fit, the likeliest first. Only what fits is heard. */
  guesses?(text: string): string[];
}
