import type { Settings } from '../config/settle.ts';
import { hexOf } from '../instrument/hash.ts';
import type { Caller } from '../record/caller.ts';
import type { Interview } from '../record/schema.ts';

/** What whoever opens the survey, such as a contact-center app, knows of the interaction. */
export interface OpenOptions {
  /**
   * Key of the call or visit: text, or a whole number, which stands for its digits. It is hashed in the browser and never
   * sent. If it is there but is no key (undefined, null, blank, or such a word as text), the survey is not opened.
   */
  interactionKey?: string | number;
  /** Channel of the service. Goes before the config's `coding.channel`. */
  channel?: Interview['channel'];
  /** Code of the office. Goes before the config's `coding.office`, and chooses its rate in `sampling.offices`. */
  office?: string;
  /** Who holds the survey. Goes before the config's `coding.administration`. */
  administration?: Interview['administration'];
  /** The page's own fields, of which the config's `context` lists the names. Texts have at most 200 characters. */
  context?: Record<string, string | number | boolean>;
  /** Service level indicators, of which the config's `indicators` lists the names. */
  indicators?: Record<string, number>;
  /** Shows the survey whatever the sample says; its records are marked as tests. */
  preview?: boolean;
}

/**
 * What a contact-center app says of an interaction, as it may be stored and sent: the key hashed, of the page's own
 * fields those that the config lists.
 */
export async function callerOf(options: OpenOptions, settings: Settings): Promise<Caller> {
  const { survey, sampling, context, indicators } = settings;
  const { interactionKey, office, channel, administration } = options;
  const ref =
    interactionKey === undefined ? undefined : await refer(`cx7:${survey}:${sampling.salt}:${interactionKey}`);
  return {
    office,
    said: {
      ...(channel && { channel }),
      ...(administration && { administration }),
      ...(ref && { interactionRef: ref }),
      context: listed(options.context, context),
      indicators: listed(options.indicators, indicators),
    },
  };
}

/** SHA-256 in hex. Web Crypto is there only on https and localhost. */
async function refer(key: string): Promise<string> {
  if (!crypto.subtle) throw Error('interactionKey needs https');
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))));
}

/** Of what the page passes in, the fields that the config lists. */
const listed = <T>(given: Record<string, T> = {}, names: readonly string[] = []): Record<string, T> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
