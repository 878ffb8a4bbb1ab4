// First, so that what is alike stands together: a few bytes less after compression.
import { area, endedKey } from '../page/recall.ts';
import '../decide/decide.ts';
import '../page/parts.ts';
import { hash32 } from '../instrument/hash.ts';
import { quietly } from '../instrument/quietly.ts';
import { findConfig } from '../page/config.ts';
import { loadPart } from '../page/parts.ts';
import type { Survey } from '../visit/api.ts';
import { runSurvey } from '../visit/run.ts';

/**
 * `cx7.js`: finds the survey's config, decides, sets the trigger, and otherwise does nothing. The survey, the
 * delivery and all else come by further script elements once they are needed, and hand in what they hold.
 */
function start(script: HTMLScriptElement | null) {
  // What the survey needs of this file is not in its own a second time.
  const parts: Record<string, unknown> = { hash32, quietly, area, endedKey };
  const survey = runSurvey(
    () => findConfig(script?.dataset.config),
    async (name, integrity = SURVEY_INTEGRITY) => {
      if (!parts[name]) await loadPart(name, integrity, script);
      return parts[name];
    },
  ) as NonNullable<Window['cx7']>;
  survey.parts = parts;
  window.cx7 = survey;
}

// A script that was placed twice starts once. An element with the id cx7 goes by that name, too.
if (!window.cx7?.version)
  // A module is not told which element it runs for.
  start((document.currentScript as HTMLScriptElement | null) ?? document.querySelector('script[src*=cx7]'));

declare global {
  interface Window {
    /** The one global: what a page may call, and where the other files of cx7 hand in what they hold. */
    cx7?: Survey & { parts: Record<string, unknown> };
  }
}
