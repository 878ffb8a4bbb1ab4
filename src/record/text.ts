/** A text, or its beginning, as any database can keep it: without NULs and halves of surrogate pairs. */
export const storableText = (text: string, longest?: number): string =>
  text.slice(0, longest).replace(/[\0\p{Cs}]/gu, '');
