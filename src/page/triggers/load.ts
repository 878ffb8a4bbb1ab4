import { traits } from '../../config/triggers/load.ts';
import type { StartTrigger } from './types.ts';

/** Invites once the page has loaded, and again where a single-page app goes to a route on which somebody is asked. */
export const start: StartTrigger = ({ settings, signal, isAsked, invite }) => {
  const { delaySeconds = traits.defaults.delaySeconds } = settings;
  const ask = () => invite(delaySeconds);
  const consider = () => {
    // Who is not asked does not wait for the page's load either.
    if (!signal.aborted && isAsked()) {
      if (document.readyState === 'complete') ask();
      else addEventListener('load', ask, { signal });
    }
  };
  consider();
  return { routeChanged: consider };
};
