import type { Settings } from '../config/settle.ts';
import { toJson } from '../instrument/json.ts';
import { quietly } from '../instrument/quietly.ts';
import type { Interview, StoredInterview } from '../record/schema.ts';
import { area, openKey } from './recall.ts';

/** The interview of a call that was opened before in this tab: it goes on where it was. */
export const resume = ({ survey }: Settings, ref: string): StoredInterview | undefined =>
  quietly(() => JSON.parse(`${area(false)[openKey(survey) + ref]}`));

/** Keeps a call's interview for that. Once it is over its answers need not stay on a shared machine. */
export const keepCall = ({ survey }: Settings, interview: Interview): void => {
  const { comment: _, ...rest } = interview;
  const isOver = ['dismissed', 'complete'].includes(interview.disposition);
  quietly(() => {
    area(false)[openKey(survey) + interview.interactionRef] = toJson(isOver ? { ...rest, answers: [] } : interview);
  });
};
