/** A line of what `npx cx7 check` answers, for people and for programs. */
export interface Finding {
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
  severity: 'error' | 'warning';
  path: string;
  message: string;
  found?: string;
  expected?: string;
  fix: string;
}

/** `survey.json:8:5 error sampling.rate is 5, …`: editors and terminals make the place a link. */
export const asLine = ({ file, line, column, severity, message }: Finding): string =>
  `${file}:${line}:${column} ${severity} ${message}`;
