import * as z from 'zod/mini';
import { type SurveyConfig, surveyConfig } from '../schema.ts';
import { betweenFields } from './between-fields.ts';
import { ofIssue } from './issues.ts';
import { parseConfig, type Unreadable } from './parse.ts';
import { type Problem, problem } from './problem.ts';
import { type Warning, warnings } from './warnings.ts';

export { parseConfig, type Unreadable } from './parse.ts';
export type { Problem } from './problem.ts';
export { type Warning, warnings } from './warnings.ts';

/** A strict security policy forbids code made from text, which zod would otherwise make. */
z.config({ jitless: true });

/** All that can be said about the text of a config. */
export interface Explanation {
  /** The config, where nothing is wrong with it. */
  config?: SurveyConfig;
  problems: Problem[];
  warnings: Warning[];
  /** Set where the text is no JSON; said among the problems as well. */
  unreadable?: Unreadable;
}

/** Judges a text. Never throws. */
export function explain(text: string, options?: { now?: Date }): Explanation {
  const read = parseConfig(text);
  if ('unreadable' in read) {
    const { unreadable } = read;
    const { line, column, reason, excerpt, fix } = unreadable;
    const found = `line ${line}, column ${column}: ${reason}`;
    const message = `The config is not JSON: ${found}. ${fix}\n${excerpt}`;
    return { problems: [{ path: 'config', at: [], found, expected: 'JSON', fix, message }], warnings: [], unreadable };
  }
  const problems = explainConfig(read.value);
  if (problems.length) return { problems, warnings: [] };
  const config = read.value as SurveyConfig; // it has no problems
  return { config, problems, warnings: warnings(config, options) };
}

/** Everything that keeps a value from being a survey's config; empty exactly when it is accepted. Never throws. */
export function explainConfig(value: unknown): Problem[] {
  try {
    const result = surveyConfig.safeParse(value);
    const ofFields = result.success ? [] : result.error.issues.flatMap((issue) => ofIssue(issue, [], value));
    return [...ofFields, ...betweenFields(value)];
  } catch (error) {
    return [
      problem([], { found: `unreadable (${error})`, expected: 'an object', fix: 'Pass plain data, as from JSON.' }),
    ];
  }
}
