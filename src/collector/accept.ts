import { type StoredInterview, storedInterview, VERSIONS } from '../record/schema.ts';
import { type BodyProblem, LIMITS, readBody } from './body.ts';
import type { RefusalReason } from './refusals.ts';
import { storable } from './storable.ts';

export interface Problem {
  /** Where in the body, `answers.0.value`; empty for the body as a whole. */
  path: string;
  message: string;
}

export type Judgement =
  | { accepted: true; interview: StoredInterview }
  | { accepted: false; reason: RefusalReason; status: 400 | 408 | 413 | 415; error: string; problems: Problem[] };

const PROBLEMS = {
  'too-large': [413, 'size', `The body is larger than ${LIMITS.interview} bytes.`],
  'not-text': [400, 'unreadable', 'The body is not UTF-8.'],
  // Nothing is wrong with the interview: whoever still hears the answer, such as a proxy, has it sent again.
  'broken-off': [408, 'broken-off', 'The body broke off.'],
} as const satisfies Record<BodyProblem, [400 | 408 | 413, RefusalReason, string]>;

/** Reads and judges what was posted. What comes out is an interview that the store can keep. */
export async function readInterview(request: Request): Promise<Judgement> {
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(/[;\s]/);
  // Browsers send text/plain, which other sites may post without asking the collector first.
  if (type !== 'application/json' && type !== 'text/plain')
    return refuse(415, 'type', 'The content type must be application/json or text/plain.');

  const body = await readBody(request, LIMITS.interview);
  if ('problem' in body) {
    const [status, reason, error] = PROBLEMS[body.problem];
    return refuse(status, reason, error);
  }

  let json: unknown;
  try {
    json = JSON.parse(body.text);
  } catch {
    return refuse(400, 'unreadable', 'The body is not JSON.');
  }
  const parsed = storedInterview.safeParse(json);
  if (!parsed.success)
    return refuse(400, 'schema', `The body is not a ${VERSIONS.join(' or ')}.`, problemsIn(parsed.error.issues));
  const contradiction = contradicts(request.headers.get('idempotency-key'), parsed.data);
  if (contradiction) return refuse(400, 'key', contradiction, [{ path: 'id', message: contradiction }]);
  return { accepted: true, interview: storable(parsed.data) };
}

/** Most problems that an answer lists, and most characters of what it says of each. */
const MOST = 20;
const LONGEST = 200;

/** What was wrong, cut short: a body may hold thousands of faults, and each quotes what was sent. */
const problemsIn = (issues: readonly { path: PropertyKey[]; message: string }[]): Problem[] =>
  issues.slice(0, MOST).map(({ path, message }) => ({
    path: path.map(String).join('.').slice(0, LONGEST),
    message: message.slice(0, LONGEST),
  }));

/** The key names the interview, or the interview and its revision: `<id>` or `<id>:<revision>`, quoted or not. */
function contradicts(header: string | null, { id, revision }: StoredInterview): string | undefined {
  if (header === null) return undefined;
  const key = header
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
  if (key === id.toLowerCase() || key === `${id.toLowerCase()}:${revision}`) return undefined;
  return 'The Idempotency-Key names another interview or revision than the body.';
}

const refuse = (
  status: 400 | 408 | 413 | 415,
  reason: RefusalReason,
  error: string,
  problems: Problem[] = [],
): Judgement => ({
  accepted: false,
  reason,
  status,
  error,
  problems: problems.length ? problems : [{ path: '', message: error }],
});
