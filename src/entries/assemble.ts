import type { TriggerName } from '../config/triggers/index.ts';
import { adapterFor } from '../delivery/adapters/index.ts';
import { policyFor } from '../delivery/choosing.ts';
import type { Adapter } from '../delivery/types.ts';
import type { OtherLanguage } from '../instrument/languages/index.ts';
import { loadPack } from '../instrument/load.ts';
import type { Found } from '../page/config.ts';
import { triggers } from '../page/triggers/index.ts';
import type { Survey } from '../visit/api.ts';
import type { LoadPart, Parts } from '../visit/parts.ts';
import { runSurvey } from '../visit/run.ts';

/**
 * The survey of the npm package: the script tag's path, with its files imported instead of loaded by script elements.
 * What few visits need is imported when they do: zod, which explains, and the other languages.
 */
export function assemble(find: () => Promise<Found>, adapter?: Adapter): Survey {
  const survey = runSurvey({
    async find() {
      if (typeof document === 'undefined') throw Error('there is no page here. Call it in the browser only.');
      return find();
    },
    part: importPart,
    adapter,
  });
  const { destroy } = survey;
  survey.destroy = async () => {
    await Promise.resolve(destroy()).catch(() => {}); // What failed to begin has been reported when it did.
  };
  return survey;
}

/** Imports what the script tag's files hand in. */
const importPart = (async (name: keyof Parts) => {
  if (name === 'survey') return import('./survey.ts');
  if (name === 'check') return import('./check.ts');
  if (name === 'yield') return import('../survey/yield.ts');
  if (name === 'mask') return import('../record/mask.ts');
  if (name.startsWith('adapter-')) return { fromEndpoint: adapterFor, policyFor };
  if (name.startsWith('trigger-')) return { start: triggers[name.slice('trigger-'.length) as TriggerName] };
  return { pack: await loadPack(name as OtherLanguage) };
}) as unknown as LoadPart; // the compiler cannot follow a name to what it stands for
