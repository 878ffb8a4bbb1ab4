/**
 * A 32-bit hash of a text, by code points: each is folded in, multiplied up and shifted back down, so that
 * neighbouring inputs spread over the whole range. Anyone can recompute a sampling decision with these lines.
 */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (const character of text) {
    h = Math.imul(h ^ Number(character.codePointAt(0)), 0x5bd1e995);
    h ^= h >>> 15;
  }
  return h >>> 0;
}

/** Bytes as hexadecimal digits. Not by Array.from, which frameworks of old have put one of their own for. */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
