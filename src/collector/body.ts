/** Largest body that is taken, in bytes: room for the longest comment and the fullest context in any script. */
export const LIMIT = 256 * 1024;

export type BodyProblem = 'too-large' | 'not-text' | 'broken-off';

/**
 * A body as text, counted while it is read, because a length need not be announced and need not be true.
 * `too-large` past the limit, `not-text` where it is not UTF-8, `broken-off` where the client went away.
 */
export async function readBody(request: Request): Promise<{ text: string } | { problem: BodyProblem }> {
  if (Number(request.headers.get('content-length')) > LIMIT) return { problem: 'too-large' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const next = await reader.read().catch(() => undefined);
    if (!next) return { problem: 'broken-off' };
    if (next.done) break;
    const { value } = next;
    size += value.byteLength;
    if (size > LIMIT) {
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

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
