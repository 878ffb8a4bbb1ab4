/** A text as any database can keep it: without NULs, and with halves of surrogate pairs replaced. */
// With `u`, a half is the only surrogate that matches.
export const storableText = (text: string): string => text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\ufffd');
