import type { Endpoint } from '../config/endpoints/index.ts';
import { readDraw, type TagDraw } from '../decide/draw.ts';
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

/** Reads the attributes of the script tag. */
export const readTag = ({ config, endpoint, ...draw }: DOMStringMap = {}): Tag => ({
  config,
  draw: readDraw(draw),
  // An address, or an adapter with its settings.
  endpoint: quietly(() => JSON.parse(`${endpoint}`)) ?? endpoint,
});
