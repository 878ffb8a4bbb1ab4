import type { Settings } from '../config/settle.ts';
import { toJson } from '../instrument/json.ts';
import { quietly } from '../instrument/quietly.ts';
import type { StoredInterview } from '../record/schema.ts';
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
export function keepCall(calls: Calls, { survey }: Settings, ref: string, interview: StoredInterview): void {
  calls.set(ref, interview);
  const { comment: _, answers, ...rest } = interview;
  const isOver = /dismissed|complete/.test(rest.disposition);
  quietly(() => {
    area(false)[openKey(survey) + ref] = toJson(
      isOver ? { ...rest, answers: answers.filter(({ value }) => !value) } : interview,
    );
  });
}

/** The interview of a call that was opened before in this tab. */
export const resume = (calls: Calls, { survey }: Settings, ref: string): StoredInterview | undefined =>
  calls.get(ref) ??
  quietly(() => {
    const kept = JSON.parse(`${area(false)[openKey(survey) + ref]}`);
    return kept.answers && kept; // the page may write there, too
  });
