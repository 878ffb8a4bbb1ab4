import type { SurveyConfig } from '../config/schema.ts';
import { adapterFor } from '../delivery/adapters/index.ts';
import { markOf } from '../delivery/mark.ts';
import { type OutboxOptions, openOutbox } from '../delivery/outbox.ts';
import type { Adapter } from '../delivery/types.ts';
import { LANGUAGES } from '../instrument/languages/index.ts';
import { loadPack } from '../instrument/load.ts';
import type { Found } from '../page/config.ts';
import { forget } from '../page/forget.ts';
import { callerOf } from '../page/interaction.ts';
import { area } from '../page/recall.ts';
import { keepCall } from '../page/resume.ts';
import { resumed } from '../survey/resume.ts';
import { theme } from '../survey/theme.ts';
import type { Survey } from '../visit/api.ts';
import { attend } from '../visit/attend.ts';
import { runSurvey } from '../visit/run.ts';

/**
 * The survey of the npm package: the script tag's path, with its files imported instead of loaded by script elements.
 * What few visits need is imported when they do: zod, which explains, and the other languages.
 */
export function assemble(find: () => Promise<Found>, adapter?: Adapter): Survey {
  const delivery = () => ({
    open: (endpoint: SurveyConfig['endpoint'], listener: OutboxOptions['listener']) =>
      openOutbox({ adapter: adapter ?? adapterFor(endpoint), listener }),
  });
  const parts: Readonly<Record<string, () => unknown>> = {
    survey: () => ({ attend }),
    accepts: () => import('../config/accepts.generated.ts'),
    delivery,
    hand: delivery,
    extra: () => ({ callerOf, forget, keepCall, resumed, theme, hashes: {} }),
    check: () => import('../visit/explain.ts'),
    ...Object.fromEntries(LANGUAGES.filter((lang) => lang !== 'en').map((lang) => [lang, () => loadPack(lang)])),
  };
  let destroyed = false;
  const survey = runSurvey(
    async () => {
      if (typeof document === 'undefined') throw Error('there is no page here. Call it in the browser only.');
      const found = await find();
      // Frameworks mount, unmount and mount again in one go: what was destroyed before it began never begins.
      return destroyed ? new Promise<never>(() => {}) : found;
    },
    async (name) => parts[name]?.(),
  );
  // Records that wait for an adapter in code: the loader's look at the config's endpoint tells nothing of them.
  if (adapter && markOf(adapter.destination, 'cx7') in (area(true) ?? {})) survey.close();
  const { destroy } = survey;
  survey.destroy = async () => {
    destroyed = true;
    await Promise.resolve(destroy()).catch(() => {}); // What failed to begin has been reported when it did.
  };
  return survey;
}
