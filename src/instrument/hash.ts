/**
 * A 32-bit hash of a text: FNV-1a over UTF-16 units, then the finalizer of MurmurHash3, which spreads
 * neighbouring inputs over the whole range. Anyone can recompute a sampling decision with these ten lines.
 */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same as eight hex digits: names a wording or a config on a record. */
export const fingerprint = (text: string): string => hash32(text).toString(16).padStart(8, '0');
