import type { Settings } from '../config/settle.ts';
import type { Seen, Visit } from '../decide/types.ts';

/**
 * Completes what was seen by what is needed once somebody is asked: language, device, and the page's address, without the
 * parts of the path that the config drops, and whose query is dropped but for the parameters that the config lists.
 */
export function surroundings(seen: Seen, { coding, keepParams, dropParts = [] }: Settings): Visit {
  const params = [...new URLSearchParams(location.search)].filter(([name]) => keepParams?.includes(name));
  return {
    ...seen,
    lang: document.documentElement.lang || navigator.language,
    origin: location.origin,
    path: dropParts.reduce(dropPart, seen.path) + (params.length ? `?${new URLSearchParams(params)}` : ''),
    device:
      coding.channel === 'kiosk'
        ? 'kiosk'
        : !matchMedia('(pointer: coarse)').matches
          ? 'desktop'
          : Math.min(screen.width, screen.height) < 600
            ? 'phone'
            : 'tablet',
  };
}

/** A path that begins as the pattern does begins from now on with the pattern itself. */
const dropPart = (path: string, pattern: string): string =>
  path.replace(RegExp(`^${pattern.replace(/[^*\w/]/g, '\\$&').replace(/\*/g, '[^/]*')}`), () => pattern);
