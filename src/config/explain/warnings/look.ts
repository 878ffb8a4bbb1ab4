import type { SurveyConfig } from '../../schema.ts';

/** Looks at one side of a valid config, and warns of what is worth knowing. */
export type Look = (config: SurveyConfig, warn: Warn, now: Date) => void;

type Warn = (path: string, message: string, fix: string) => void;
