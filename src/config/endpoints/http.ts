import * as z from 'zod/mini';
import { about, address, like } from '../kinds.ts';

/** Sends each interview by POST as JSON. */
export const shape = () =>
  z
    .strictObject({
      adapter: z.literal('http').check(about('Sends each interview by POST as JSON.')),
      url: address('Where interviews are sent: https, or a path on the page’s own origin.').check(
        like('/v1/interviews'),
      ),
      headers: z.optional(
        z
          .record(z.string().check(z.regex(HEADER)), z.string().check(z.maxLength(500), z.regex(HEADER_VALUE)))
          .check(about('Headers for every request. They are public: whoever opens the page can read them.')),
      ),
    })
    .check(about('An HTTP endpoint with settings of its own.'));

export type HttpEndpoint = z.input<ReturnType<typeof shape>>;

export const destination = ({ url }: HttpEndpoint): string => url;

const HEADER = /^[A-Za-z0-9-]{1,60}$/;
/** What every server reads alike. Browsers refuse a whole request for signs beyond Latin-1, and send those below as bytes. */
const HEADER_VALUE = /^[ -~]*$/;

export const patterns = {
  [HEADER.source]: {
    asks: 'the name of an HTTP header, such as "X-Survey"',
    guesses: (text: string) => [text.replace(/[\s_:]+/g, '-').replace(/-+$/, '')],
  },
  [HEADER_VALUE.source]: {
    asks: 'text of ASCII letters, digits and signs, as headers have it',
    guesses: (text: string) => [text.normalize('NFD').replace(/[^ -~]+/g, '')],
  },
};
