import { DELAY_SECONDS } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';

/**
 * Calls `fire` when the config's trigger does, and `near` ahead of it, so that what the survey needs is there by
 * then. A tab in the background, or a page that is only prerendered, is not asked until somebody looks at it.
 */
export function listenFor(
  { on, delaySeconds = DELAY_SECONDS, selector }: NonNullable<SurveyConfig['trigger']>,
  signal: AbortSignal,
  near: () => unknown,
  fire: () => unknown,
) {
  const whenVisible = () =>
    signal.aborted || (document.hidden ? addEventListener('visibilitychange', whenVisible, { once: true }) : fire());
  const loaded = () => {
    if (signal.aborted) return;
    near();
    setTimeout(whenVisible, delaySeconds * 1e3);
  };
  if (on === 'click') {
    document.querySelector(selector!); // a selector that is none throws here, once, and not at every click
    addEventListener('click', ({ target }) => (target as Element).closest?.(selector!) && fire(), { signal });
  } else if (document.readyState === 'complete') loaded();
  else addEventListener('load', loaded, { signal });
}
