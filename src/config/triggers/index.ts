import type * as z from 'zod/mini';
import type { Patterns } from '../patterns.ts';
import * as call from './call.ts';
import * as click from './click.ts';
import * as load from './load.ts';

/**
 * The settings of every trigger, for the schema and its messages. One line a trigger here, one in `traits`, and one for
 * its code in `page/triggers/`: where one is missing, the others do not compile.
 */
export const triggers = [load, click, call] as const satisfies readonly TriggerSettings[];

/** What the rules and the page need to know of a trigger. A table of its own, so that a bundler leaves zod out. */
export const traits = {
  load: load.traits,
  click: click.traits,
  call: call.traits,
} satisfies Readonly<Record<TriggerName, Traits>>;

export type TriggerName = (typeof triggers)[number]['name'];

export interface Traits {
  /** Whether it asks people who did not ask for the survey. Sample, cool-down and opt-out are for them. */
  invites: boolean;
  /** Whether a page view alone never leads to the survey: the page must open it. */
  waitsForCall?: boolean;
  /** Fields that must be there with it. Default: none. */
  needs?: readonly string[];
  /** What its fields are worth where the config is silent. Default: nothing. */
  defaults?: Readonly<Record<string, unknown>>;
}

export interface TriggerSettings {
  name: string;
  traits: Traits;
  /** Fields of the config's `trigger` that are its own. Called where the schema is made, as with endpoints. */
  fields(): Readonly<Record<string, z.ZodMiniType>>;
  /** What to say where a field that it needs is missing: `because` follows "but". */
  reasons?: Readonly<Record<string, { because: string; expected: string }>>;
  /** As it reads after "The survey appears". */
  appears: string;
  /** Patterns of its own, said to a person, by their source. */
  patterns?: Patterns;
}

/** The names of all triggers. */
export const TRIGGERS = Object.keys(traits) as readonly TriggerName[];

/** Triggers that every page view carries; any other has a file of its own. */
export const SIMPLE_TRIGGERS = ['load', 'click', 'call'] as const satisfies readonly TriggerName[];
export type SimpleTrigger = (typeof SIMPLE_TRIGGERS)[number];
export type OptionalTrigger = Exclude<TriggerName, SimpleTrigger>;

type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Both) => void ? Both : never;

/** The fields of all triggers. */
type TriggerFields = All<ReturnType<(typeof triggers)[number]['fields']>>;

// The cast: to TypeScript, a merged list is any one of its entries; each field is there all the same.
export const triggerFields = (): TriggerFields =>
  Object.assign({}, ...triggers.map(({ fields }) => fields())) as TriggerFields;

type TraitsOfEach = (typeof traits)[TriggerName];

type TriggerDefaults = All<Extract<TraitsOfEach, { defaults: object }>['defaults']>;

/** The trigger of a config that names none. */
export const TRIGGER = 'load' satisfies TriggerName;

/** What a config's `trigger` is worth where it is silent. Marked as pure, so that a bundler may leave it out. */
export const triggerDefaults = /* @__PURE__ */ mergedDefaults();

// The cast: as above.
function mergedDefaults(): { on: typeof TRIGGER } & TriggerDefaults {
  const each = Object.values<Traits>(traits).map(({ defaults }) => defaults);
  return Object.assign({ on: TRIGGER }, ...each) as { on: typeof TRIGGER } & TriggerDefaults;
}

/** A field that some trigger cannot do without. */
export type NeededField = Extract<TraitsOfEach, { needs: object }>['needs'][number];
