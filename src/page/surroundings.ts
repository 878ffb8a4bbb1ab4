import type { Settings } from '../config/settle.ts';
import type { Seen, Visit } from '../decide/types.ts';

/** Completes what was seen by what only a record needs: the device, and the page's address without what may be private. */
export const surroundings = (seen: Seen, { coding, keepParams }: Settings): Visit => ({
  ...seen,
  origin: location.origin,
  path: seen.path + keptParams(keepParams),
  device: deviceFor(coding.channel),
});

/** The query is dropped but for the parameters that the config lists, in the config's order. */
function keptParams(names: readonly string[] = []): string {
  const all = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of names) for (const value of all.getAll(name)) kept.append(name, value);
  return `${kept}` && `?${kept}`;
}

function deviceFor(channel: string): Visit['device'] {
  if (channel === 'kiosk') return 'kiosk';
  if (!matchMedia('(pointer: coarse)').matches) return 'desktop';
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet';
}
