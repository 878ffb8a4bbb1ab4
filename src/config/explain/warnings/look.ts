import type { SurveyConfig } from '../../schema.ts';
import type { Path } from '../fields.ts';

/** Looks at one side of a valid config, and warns of what is worth knowing. */
export type Look = (config: SurveyConfig, warn: Warn, now: Date) => void;

/** `path` names a field by its keys, or as one text with dots where no key has a dot in it. */
type Warn = (path: string | Path, message: string, fix: string) => void;
