import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hexOf } from '../instrument/hash.ts';
import { createRateLimiter, type RateLimit } from './rate.ts';

/**
 * Who may read. The token is given in a header, or once in the login form, which sets a cookie that page code cannot
 * read and other sites cannot use. The cookie is a signed date and not the token; a new token makes it worthless, and
 * several collectors with one token accept each other's.
 */
export interface Access {
  /** Whether this request may read. */
  mayRead(c: Context): Promise<boolean>;
  /** Whether this is the token. */
  matches(token: string): Promise<boolean>;
  /** Lets this browser read for half a day. */
  letIn(c: Context): Promise<void>;
  letOut(c: Context): void;
  /**
   * Counts a wrong guess, be it in the form, in a header or in a cookie, which anybody can sign with a guessed token.
   * Returns 0, or the seconds that its sender has to wait for the next answer. Who has the right token never waits: it
   * is looked at first.
   */
  wrong(c: Context, client: string | undefined): number;
}

const COOKIE = 'cx7_reader';
const HALF_A_DAY = 43_200;

/** Guessing the token is slow: wrong ones from one address. */
const TRIES: RateLimit = { burst: 10, perMinute: 6 };

export function createAccess(token: string | undefined, open: boolean): Access {
  const key = token
    ? crypto.subtle.importKey('raw', encode(token), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
    : undefined;
  const sign = async (by: Promise<CryptoKey>, text: string) =>
    hexOf(new Uint8Array(await crypto.subtle.sign('HMAC', await by, encode(text))));

  const matches = async (given: string) => token !== undefined && token !== '' && sameText(given, token);

  const tries = createRateLimiter(TRIES);

  return {
    matches,

    wrong(c, client) {
      const cookie = cookieOf(c);
      // Else a page that was let in by a former token would be counted for as long as it is open.
      if (cookie) deleteCookie(c, COOKIE, { path: '/' });
      const isGuess = c.req.header('authorization') !== undefined || c.req.path.endsWith('/login') || cookie;
      return isGuess ? tries.take(client ?? 'unknown') : 0;
    },

    async mayRead(c) {
      if (open) return true;
      if (!key) return false;
      const [, bearer] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
      if (bearer !== undefined) return matches(bearer);
      const cookie = cookieOf(c);
      return cookie !== undefined && sameText(cookie.signature, await sign(key, `reader until ${cookie.until}`));
    },

    async letIn(c) {
      if (!key) return; // Without a token there is nobody to let in.
      const until = Math.floor(Date.now() / 1000) + HALF_A_DAY;
      setCookie(c, COOKIE, `${until}.${await sign(key, `reader until ${until}`)}`, {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        secure: new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https',
        maxAge: HALF_A_DAY,
      });
    },

    letOut(c) {
      deleteCookie(c, COOKIE, { path: '/' });
    },
  };
}

/** The cookie of a request, unless it has run out. */
function cookieOf(c: Context): { until: string; signature: string } | undefined {
  const [until = '', signature = ''] = (getCookie(c, COOKIE) ?? '').split('.');
  return Number(until) > Date.now() / 1000 ? { until, signature } : undefined;
}

/** Compares digests, in a time that says nothing about where the texts differ or how long they are. */
async function sameText(a: string, b: string): Promise<boolean> {
  const left = new Uint8Array(await digest(a));
  const right = new Uint8Array(await digest(b));
  let difference = 0;
  for (const [index, byte] of left.entries()) difference |= byte ^ Number(right[index]);
  return difference === 0;
}

const encode = (text: string) => new TextEncoder().encode(text);
const digest = (text: string) => crypto.subtle.digest('SHA-256', encode(text));
