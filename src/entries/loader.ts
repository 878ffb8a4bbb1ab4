import { quietly } from '../instrument/quietly.ts';
import { findConfig } from '../page/config.ts';
import { loadFile } from '../page/file.ts';
import { readTag } from '../page/tag.ts';
import type { Survey } from '../visit/api.ts';
import { type Once, once } from '../visit/once.ts';
import type { LoadPart, Parts } from '../visit/parts.ts';
import { runSurvey } from '../visit/run.ts';

/** The tag that this file runs for. A module is not told which that is; an element named currentScript is not the tag. */
const placed =
  (Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*=cx7]');

/** What the surveys of a page share. */
const parts: Partial<Parts> = {};
const files: Record<string, Once<unknown>> = {};
/** Each survey by the address of its config, and by its id once that is known. */
const surveys: Record<string, Survey> = {};

const part: LoadPart = async (name, integrity = INTEGRITY[name]) => {
  files[name] ??= once(() => loadFile(name, integrity, placed));
  if (!parts[name]) await files[name]();
  const handedIn = parts[name];
  if (!handedIn) throw Error(`cx7.${name}.js is of another version`);
  return handedIn;
};

/**
 * `cx7.js`: reads its tag, finds the survey's config, decides, sets the trigger, and otherwise does nothing. The survey,
 * the languages and all else come by further script elements once they are needed, and hand in what they hold. Each tag
 * with another config has a survey of its own; one that was placed twice starts once.
 */
function start(script: HTMLScriptElement | null): Survey {
  const tag = readTag(script?.dataset);
  const { config = '' } = tag;
  surveys[config] ??= runSurvey({ find: () => findConfig(config), part, tag, surveys });
  return surveys[config];
}

// The first tag runs those after it as well. Elements of the page go by their names, too: one named cx7 is no survey.
const first = quietly(() => (window.cx7?.version ? window.cx7 : undefined));
if (first) first.start?.(placed);
else window.cx7 = { ...start(placed), parts, surveys, start };

declare global {
  interface Window {
    /**
     * The one global: what a page may call of the first tag's survey, those of all tags by their ids, and where the other
     * files and tags of cx7 hand in what they hold.
     */
    cx7?: Survey & {
      parts: Partial<Parts>;
      surveys: Record<string, Survey>;
      start(script: HTMLScriptElement | null): Survey;
    };
  }
}
