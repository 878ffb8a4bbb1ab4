import * as z from 'zod/mini';
import { ADDRESS, LANGUAGE_TAG, PLAIN } from './patterns.ts';

// Kinds of fields that the schema, the endpoints and the triggers share. `what` is said to whoever writes the config.

export const about = z.describe;

/** A value as an example, for editors and for the messages of `check`. */
export const like = (example: unknown) => z.meta({ examples: [example] });

export const line = (max: number, what: string) => z.string().check(z.minLength(1), z.maxLength(max), about(what));

/** A line that goes onto records. */
export const recorded = (max: number, what: string) =>
  z.string().check(z.minLength(1), z.maxLength(max), z.regex(PLAIN), about(what));

/** One text for every language, or one for each. */
export const text = (max: number, what: string) =>
  z
    .union([
      z.string().check(z.minLength(1), z.maxLength(max)),
      z.record(z.string().check(z.regex(LANGUAGE_TAG)), z.string().check(z.minLength(1), z.maxLength(max))),
    ])
    .check(about(what));

export const address = (what: string) => z.string().check(z.maxLength(2000), z.regex(ADDRESS), about(what));
