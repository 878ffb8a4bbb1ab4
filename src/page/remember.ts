import type { Settings } from '../config/settle.ts';
import type { Interview } from '../record/schema.ts';
import { area, endedKey, UNIT_KEY } from './recall.ts';

/** What is written about one survey while somebody answers it, and how it is read again on the next page. */
export interface Memory {
  /** The interview to go on with: offered on an earlier page, or the same call opened again. */
  unfinished(interactionRef?: string): Interview | undefined;
  keep(interview: Interview): void;
  /** Leaves nothing of this respondent behind. */
  forget(): void;
}

export function createMemory({ survey, sampling }: Settings): Memory {
  const session = area(false);
  const lasting = area(sampling.remember === 'device');
  const openKey = (ref = '') => `cx7:open:${survey}:${ref}`;

  return {
    unfinished(ref) {
      try {
        return JSON.parse(session!.getItem(openKey(ref))!) ?? undefined;
      } catch {
        return undefined; // blocked, or somebody else wrote it: a new interview begins
      }
    },
    keep(interview) {
      const { disposition, interactionRef: ref, sample } = interview;
      const over = /dismissed|complete/.test(disposition) || (disposition === 'partial' && !ref);
      try {
        // A desk goes on to its next call at once; whoever was only shown a preview may still be asked.
        if (over && !ref && sample.recruitment !== 'forced') lasting!.setItem(endedKey(survey), `${Date.now()}`);
        // A call that is opened again goes on where it was, or is told that it was answered. Other surveys just end.
        if (over && !ref) session!.removeItem(openKey());
        else session!.setItem(openKey(ref), JSON.stringify(over ? withoutAnswers(interview) : interview));
      } catch {
        // blocked or full: this browser may ask again, which is better than losing the answer
      }
    },
    forget() {
      for (const storage of [session, lasting])
        try {
          for (const key of Object.keys(storage!))
            if (key === UNIT_KEY || key === endedKey(survey) || key.startsWith(openKey())) storage!.removeItem(key);
        } catch {
          // blocked: nothing was kept there
        }
    },
  };
}

/** A finished interview leaves no answer and no comment on a shared machine. */
const withoutAnswers = ({ comment: _, ...interview }: Interview): Interview => ({ ...interview, answers: [] });
