import { explain } from '../config/explain/explain.ts';
import { placeAt } from '../config/explain/parse.ts';
import { placesIn } from '../config/explain/places.ts';
import { type Command, options, textOf, UsageError } from './command.ts';

/** A line of the answer, for people and for programs. */
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

export const check: Command = {
  summary: 'says what is wrong with a survey’s config, where, and how to mend it',
  help: `Usage: npx cx7 check <file…> [--json]

Checks configs. Each problem comes with its file, line and column, the reason and the remedy.
Exits with 1 if there is an error; warnings alone exit with 0.

  --json  prints { "errors": n, "warnings": n, "findings": [{ file, line, column, severity,
          path, message, found, expected, fix }] }`,

  async run(args) {
    const { values, positionals: files } = options('check', args, {
      json: { type: 'boolean', default: false },
    });
    if (!files.length) throw new UsageError('No file to check.', 'Name one or more: npx cx7 check survey.json');
    const findings: Finding[] = [];
    for (const file of files) findings.push(...findingsIn(file, await textOf(file)));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    if (values.json) console.log(JSON.stringify({ errors, warnings, findings }, null, 2));
    else {
      for (const finding of findings) console.log(asLine(finding));
      const total = `${count(files.length, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
      console.log(findings.length ? `\n${total}` : total);
    }
    return errors ? 1 : 0;
  },
};

/** What is to be said about one file, in the order of its lines, errors and warnings alike. */
export function findingsIn(file: string, text: string, now?: Date): Finding[] {
  const { problems, warnings, unreadable } = explain(text, now && { now });
  if (unreadable) {
    const { line, column } = unreadable;
    return problems.map(({ path, message, found, expected, fix }) => ({
      file,
      line,
      column,
      severity: 'error',
      path,
      message,
      found,
      expected,
      fix,
    }));
  }
  const places = placesIn(text);
  const errors = problems.map(({ at, path, message, found, expected, fix }) => ({
    offset: places.offsetOf(at),
    finding: { severity: 'error' as const, path, message, found, expected, fix },
  }));
  const notes = [
    ...warnings.map(({ at, path, message, fix }) => ({ offset: places.offsetOf(at), path, message, fix })),
    ...places.twice.map(({ path, offset }) => {
      const [name, fix] = [path.join('.'), 'Remove one of them.'];
      return {
        offset,
        path: name,
        message: `${name}: this key stands twice, and only the last one counts. ${fix}`,
        fix,
      };
    }),
  ].map(({ offset, ...note }) => ({ offset, finding: { severity: 'warning' as const, ...note } }));
  return [...errors, ...notes]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, finding }) => ({ file, ...placeAt(text, offset), ...finding }));
}

/** `survey.json:8:5 error sampling.rate is 5, …`: editors and terminals make the place a link. */
export const asLine = ({ file, line, column, severity, message }: Finding): string =>
  `${file}:${line}:${column} ${severity} ${message}`;

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
