/** Of the token that readers of a whole program must have, in characters: a shorter one can be guessed. */
export const SHORTEST_TOKEN = 16;

/** The token without white space around it, which neither the form nor a header keeps; undefined where none is left. */
export const tokenIn = (given: string | null | undefined): string | undefined => given?.trim() || undefined;

/** Why a token will not do, as a sentence that says which to choose; undefined where it will. */
export function whyUnusable(token = '', shortest = 0): string | undefined {
  if (token.length < shortest)
    return `The dashboard needs a token of at least ${shortest} characters, such as the output of openssl rand -hex 16.`;
  if (/^[!-~]*$/.test(token)) return undefined;
  return (
    'The token has white space or other characters that a header cannot carry. ' +
    'Choose one of ASCII letters and digits, such as the output of openssl rand -hex 16.'
  );
}
