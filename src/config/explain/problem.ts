import { type Path, written } from './fields.ts';

/** One thing that keeps a config from being used. */
export interface Problem {
  /** Where: `sampling.rate`, `languages[1]`; `config` is the whole. */
  path: string;
  /** Keys and positions of what to look at: the place itself, or what calls for it where it is missing. */
  at: (string | number)[];
  /** What stands there. */
  found: string;
  /** What may stand there. */
  expected: string;
  /** What to do about it. */
  fix: string;
  /** All of it, in one to three sentences. */
  message: string;
}

export function problem(path: Path, { found, expected, fix }: Pick<Problem, 'found' | 'expected' | 'fix'>): Problem {
  const where = written(path);
  return {
    path: where,
    at: path.map((key) => (typeof key === 'number' ? key : String(key))),
    found,
    expected,
    fix,
    message: `${where} is ${found}, but must be ${expected}. ${fix}`,
  };
}
