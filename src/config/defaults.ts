import { defaultVariants } from '../instrument/measures.ts';
import { triggerDefaults } from './triggers/index.ts';

// Constants of their own, because every page view carries those that a decision reads.
export const UNIT = 'session';
export const SALT = '';
export const COOLDOWN_DAYS = 90;
export { TRIGGER } from './triggers/index.ts';

/**
 * What a field is worth where the config is silent: one table, read by the schema (which prints it in the
 * JSON Schema) and by the stages, which lay a visitor's config over it.
 */
export const defaults = {
  enabled: true,
  test: false,
  languages: ['en', 'es'] as const,
  sampling: { unit: UNIT, salt: SALT, remember: 'session', cooldownDays: COOLDOWN_DAYS, privacySignal: 'respect' },
  trigger: triggerDefaults,
  edition: 'a11-2019',
  variants: defaultVariants,
  employee: true,
  coding: { path: [] as readonly string[], level: 'transaction', channel: 'web', administration: 'self' },
  omb: { burdenMinutes: 2 },
  display: { placement: 'slide-in', side: 'end', accent: '#005ea2', scheme: 'auto' },
  comment: { limit: 1000 },
} as const;

/** Share of units asked where the config gives no rate: everybody after a call, one in twenty elsewhere. */
export const defaultRate = (unit?: string): number => (unit === 'interaction' ? 1 : 0.05);

/** The least rate beside 0: below it a single answer would outweigh a million others, and no collector counts it. */
export const LEAST_RATE = 1e-6;
