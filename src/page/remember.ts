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
  const session = area(false)!;
  const lasting = area(sampling.remember === 'device')!;
  const open = `cx7:open:${survey}:`;
  const ended = endedKey(survey);

  return {
    unfinished: (ref = '') => quietly(() => JSON.parse(session[open + ref])),
    keep(interview) {
      const { disposition, interactionRef: ref, sample } = interview;
      const isOver = ['dismissed', 'complete'].includes(disposition);
      quietly(() => {
        if (ref) {
          // A call that is opened again goes on where it was, or is told that it was answered: then its answers need
          // not stay on a shared machine.
          const { comment, answers, ...rest } = interview;
          session[open + ref] = JSON.stringify(isOver ? { ...rest, answers: [] } : interview);
        } else if (isOver || disposition === 'partial') {
          // Whoever was only shown a preview may still be asked.
          if (sample.recruitment !== 'forced') lasting[ended] = Date.now();
          delete session[open];
        } else session[open] = JSON.stringify(interview);
      });
    },
    forget() {
      for (const storage of [session, lasting])
        quietly(() => {
          for (const key of Object.keys(storage))
            if (key === UNIT_KEY || key === ended || key.startsWith(open)) delete storage[key];
        });
    },
  };
}

/** Storage that is blocked or full remembers nothing, and then a new interview begins: better than losing an answer. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return; // see above
  }
}
