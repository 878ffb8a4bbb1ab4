import type { Endpoint } from '../config/endpoints/index.ts';
import type { TagDraw } from '../decide/draw.ts';
import { quietly } from '../instrument/quietly.ts';

/** What the script tag says, ahead of any config. `npx cx7 tag` writes it. */
export interface Tag {
  /** Address of the config; the page has it inline where it is missing. */
  config?: string | undefined;
  /** A draw that spares whoever is not drawn the request for the config. */
  draw?: TagDraw | undefined;
  /** Where answers go, so that what waits from an earlier visit is sent without a config. */
  endpoint?: Endpoint | undefined;
}

/** Reads the attributes of the script tag. A draw that is not whole is none: the config then draws by itself. */
export function readTag({ config, survey, unit, salt = '', rate, endpoint }: DOMStringMap = {}): Tag {
  const share = Number.parseFloat(`${rate}`);
  return {
    config,
    draw: survey && isUnit(unit) && share >= 0 && share <= 1 ? { survey, unit, salt, rate: share } : undefined,
    // An address, or an adapter with its settings.
    endpoint: quietly(() => JSON.parse(`${endpoint}`)) ?? endpoint,
  };
}

const UNITS: readonly unknown[] = ['session', 'visitor', 'pageview', 'interaction'] satisfies TagDraw['unit'][];
const isUnit = (unit: unknown): unit is TagDraw['unit'] => UNITS.includes(unit);
