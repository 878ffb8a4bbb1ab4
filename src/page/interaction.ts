/**
 * The key of a call or visit as it may be stored and sent: SHA-256 over survey, salt and key, in hex. The key
 * itself stays in the page. Web Crypto is there only on https and localhost.
 */
export async function refer(survey: string, salt: string, key: string): Promise<string> {
  if (!crypto.subtle) throw new Error('interactionKey needs https: the browser hashes it only there');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`cx7:${survey}:${salt}:${key}`));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The id of that call's interview: the same on every machine, so the same call is the same interview (UUID version 8). */
export const idOf = (ref: string): string =>
  `${ref.slice(0, 8)}-${ref.slice(8, 12)}-8${ref.slice(13, 16)}-a${ref.slice(17, 20)}-${ref.slice(20, 32)}`;
