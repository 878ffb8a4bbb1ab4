import { hash32 } from './hash.ts';

/** A text's 32-bit hash as eight hex digits: names a wording or a config on a record. */
export const fingerprint = (text: string): string => hash32(text).toString(16).padStart(8, '0');
