import { quietly } from '../instrument/quietly.ts';
import type { Mask, Masking } from './mask.ts';
import { storableText } from './text.ts';

/**
 * The masks as a visitor's device has them. Most texts hold nothing that could be personal data, and stay as they are. The
 * patterns that tell more are loaded for the first text that may hold some. Until they are there, and without a signal they
 * never come, all that they might take out is taken out.
 */
export function screen(load: () => Promise<{ mask: Mask }>): Mask {
  let mask: Mask | undefined;
  return (text) => {
    const blunt = takeOut(storableText(text));
    if (!blunt.masked.other) return blunt;
    if (mask) return mask(text);
    load().then(
      (part) => {
        mask = part.mask;
      },
      () => {}, // reported where it failed, and tried again for the next text
    );
    return blunt;
  };
}

/**
 * Takes out words with an @ and seven figures in a row, in any script and with up to four signs, such as dashes, between
 * one and the next. The patterns of `mask.ts` find nothing in what is left.
 */
export function takeOut(text: string): Masking {
  let other = 0;
  const hide = () => {
    other++;
    return '[removed]';
  };
  const left = text
    .replace(/\S+/g, (word) => (/[@＠﹫]/.test(word) ? hide() : word))
    .replace(/\p{N}([^\p{L}\p{N},$/]{0,4}\p{N}){6,}/gu, hide);
  return { text: left, masked: other ? { other } : {} };
}

/**
 * Masks a page's path with its query. Each part is judged as it reads, without its percent signs, and stays as it is where
 * nothing is found in it. In the query, a plus sign is a space.
 */
export function maskPath(path: string, mask: Mask): string {
  const query = `${path}?`.indexOf('?');
  return path.replace(/[^/?&=]+/g, (part, at) => {
    const spaced = at > query ? part.replace(/\+/g, ' ') : part;
    const read = quietly(() => decodeURIComponent(spaced)) ?? spaced;
    const { text } = mask(read);
    return text === read ? part : text;
  });
}
