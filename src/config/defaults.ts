import { defaultVariants } from '../instrument/measures.ts';

/**
 * What a field is worth where the config is silent: one table, read by the schema (which prints it in the
 * JSON Schema) and by the stages, which lay a visitor's config over their own rows of it.
 */
export const defaults = {
  edition: 'a11-2019',
  variants: defaultVariants,
  employee: true,
  enabled: true,
  test: false,
  languages: ['en', 'es'] as readonly string[],
  languageFallback: true,
  coding: { path: [] as readonly string[], level: 'transaction', channel: 'web', administration: 'self' },
  omb: { burdenMinutes: 2 },
  sampling: { unit: 'session', salt: '', remember: 'session', cooldownDays: 90, privacySignal: 'respect' },
  trigger: { on: 'load', delaySeconds: 5 },
  display: { placement: 'slide-in', side: 'end', accent: '#005ea2', scheme: 'auto' },
  comment: { limit: 1000 },
} as const;

/** Share of units asked where the config gives no rate: everybody after a call, one in twenty elsewhere. */
export const defaultRate = (unit: string): number => (unit === 'interaction' ? 1 : 0.05);
