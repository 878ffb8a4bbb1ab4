import { selectorFault } from '../selector.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

/** Selectors by which no browser finds anything: nothing is ever clicked, or the survey has no place. */
export const selectors: Look = ({ trigger, display }, warn) => {
  for (const [path, selector] of [
    ['trigger.selector', trigger?.selector],
    ['display.target', display?.target],
  ] as const) {
    const fault = selector === undefined ? undefined : selectorFault(selector);
    if (fault)
      warn(
        path,
        `${quoted(selector)} ${fault}.`,
        `Correct it, and try it on the console of the page: document.querySelector(${quoted(selector)}).`,
      );
  }
};
