import type { Settings } from '../config/settle.ts';
import { toJson } from '../instrument/json.ts';
import { quietly } from '../instrument/quietly.ts';
import type { StoredInterview } from '../record/schema.ts';
import { hold } from './hold.ts';
import { area, openKey } from './recall.ts';

/**
 * The interviews of the calls that this page has opened, by `interactionRef`, so that a call that is opened again goes on
 * where it was.
 */
export type Calls = Map<string, StoredInterview>;

/**
 * Keeps a call's interview for that: in whole for this page, and for the next ones of this tab. Once it is over, what was
 * answered need not stay on a shared machine. That something was answered shows, since it is missing.
 */
export function keepCall(
  calls: Calls,
  { survey }: Settings,
  ref: string,
  interview: StoredInterview,
  signal: AbortSignal,
): void {
  if (calls.get(ref)?.id !== interview.id) hold(interview.id, signal);
  calls.set(ref, interview);
  const { comment: _, answers, ...rest } = interview;
  const isOver = /dismissed|complete/.test(rest.disposition);
  quietly(() => {
    const storage = area(false);
    const key = openKey(survey) + ref;
    // Where storage is full, the next page had better know nothing than what is old.
    Reflect.deleteProperty(storage, key);
    storage[key] = toJson(isOver ? { ...rest, answers: answers.filter(({ value }) => !value) } : interview);
  });
}

/**
 * Takes up the interview of a call that was opened before in this tab, unless another page goes on with it, or has gone on
 * since: then what this tab knows is a copy of what was.
 */
export async function takeUp(
  calls: Calls,
  { survey }: Settings,
  ref: string,
  signal: AbortSignal,
  newestOf: (id: string) => Promise<number>,
): Promise<void> {
  if (calls.has(ref)) return;
  const kept: StoredInterview | undefined = quietly(() => JSON.parse(`${area(false)[openKey(survey) + ref]}`));
  // The page may write there, too.
  if (kept?.answers && (await hold(kept.id, signal)) && (await newestOf(kept.id)) <= kept.revision)
    calls.set(ref, kept);
}
