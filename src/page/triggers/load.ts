import { traits } from '../../config/triggers/load.ts';
import type { StartTrigger } from './types.ts';

/** Invites once the page has loaded, and again where a single-page app goes to a route on which somebody is asked. */
export const start: StartTrigger = ({ settings, signal, isAsked, invite }) => {
  const { delaySeconds = traits.defaults.delaySeconds } = settings;
  const ask = () => invite(delaySeconds);
  const consider = () => {
    // Ahead of a click that may never come nobody is there to be drawn, and what is drawn then is forgotten.
    if (document.prerendering) document.addEventListener('prerenderingchange', consider, { once: true, signal });
    // Who is not asked does not wait for the page's load either.
    else if (!signal.aborted && isAsked()) {
      if (document.readyState === 'complete') ask();
      else addEventListener('load', ask, { signal });
    }
  };
  consider();
  return { routeChanged: consider };
};
