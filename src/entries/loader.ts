import { quietly } from '../instrument/quietly.ts';
import { findConfig } from '../page/config.ts';
import { loadFile } from '../page/file.ts';
import { readTag } from '../page/tag.ts';
import type { Survey } from '../visit/api.ts';
import { type Once, once } from '../visit/once.ts';
import type { LoadPart, Parts } from '../visit/parts.ts';
import { runSurvey } from '../visit/run.ts';

/**
 * `cx7.js`: reads its tag, finds the survey's config, decides, sets the trigger, and otherwise does nothing. The survey,
 * the languages and all else come by further script elements once they are needed, and hand in what they hold.
 */
function start(script: HTMLScriptElement | null) {
  const tag = readTag(script?.dataset);
  const parts: Partial<Parts> = {};
  const files: Record<string, Once<unknown>> = {};
  const part: LoadPart = async (name, integrity = INTEGRITY[name]) => {
    files[name] ??= once(() => loadFile(name, integrity, script));
    if (!parts[name]) await files[name]();
    const handedIn = parts[name];
    if (!handedIn) throw Error(`cx7.${name}.js is of another version`);
    return handedIn;
  };
  window.cx7 = { ...runSurvey({ find: () => findConfig(tag.config), part, tag }), parts };
}

// A script that was placed twice starts once. Elements of the page go by their names, too: one named cx7 is no survey,
// and one named currentScript not the tag.
if (!quietly(() => window.cx7?.version))
  // A module is not told which element it runs for.
  start(
    (Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null) ??
      document.querySelector('script[src*=cx7]'),
  );

declare global {
  interface Window {
    /** The one global: what a page may call, and where the other files of cx7 hand in what they hold. */
    cx7?: Survey & { parts: Partial<Parts> };
  }
}
