import type { Entry } from './kept.ts';
import type { RecordNews } from './types.ts';

/** Which record an event is about. */
export const about = ({ kept: { id, revision } }: Entry): RecordNews => ({ id, revision });

/** Whatever was thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : Error(`${thrown}`));
