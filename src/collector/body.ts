/** Largest bodies that are taken, in bytes. */
export const LIMITS = {
  /** What the schema of a record can fill, in a script of three bytes a character. */
  interview: 96 * 1024,
  /** Anything else that is sent here: a token, or nothing. */
  other: 4 * 1024,
} as const;

export type BodyProblem = 'too-large' | 'not-text' | 'broken-off';

/**
 * A body as text, counted while it is read, because a length need not be announced and need not be true.
 * `too-large` past the limit, `not-text` where it is not UTF-8, `broken-off` where the client went away.
 */
export async function readBody(request: Request, limit: number): Promise<{ text: string } | { problem: BodyProblem }> {
  if (announcesMore(request, limit)) return { problem: 'too-large' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const next = await reader.read().catch(() => undefined);
    if (!next) return { problem: 'broken-off' };
    if (next.done) break;
    const { value } = next;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => {}); // The answer is the same whether or not the rest could be stopped.
      return { problem: 'too-large' };
    }
    chunks.push(value);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(join(chunks, size)) };
  } catch {
    return { problem: 'not-text' };
  }
}

/** Whether a request says of itself that its body is larger. One that says nothing is counted while it is read. */
export const announcesMore = ({ headers }: Request, limit: number): boolean =>
  Number(headers.get('content-length')) > limit;

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
