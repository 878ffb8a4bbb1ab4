import { explain } from '../config/explain/explain.ts';
import { placeAt } from '../config/explain/parse.ts';
import { placesIn } from '../config/explain/places.ts';
import type { SurveyConfig } from '../config/schema.ts';
import type { Finding } from './finding.ts';
import { tooRare } from './rare.ts';
import { configText, type NotUtf8 } from './utf8.ts';

/** The config in a file, as browsers would read it; undefined where they would find none. */
export async function configIn(file: string): Promise<SurveyConfig | undefined> {
  const read = await configText(file);
  return 'text' in read ? explain(read.text).config : undefined;
}

/** The same, for whoever cannot go on without: rejects with the first error that `npx cx7 check` has. */
export async function neededConfigIn(file: string): Promise<SurveyConfig> {
  const first = (await findingsIn(file)).find(({ severity }) => severity === 'error');
  const config = await configIn(file);
  if (config && !first) return config;
  throw new Error(`${file} is not a config: ${first?.message} Run npx cx7 check ${file} to see every problem.`);
}

/** What `npx cx7 check` says about a config's file. */
export async function findingsIn(file: string): Promise<Finding[]> {
  const read = await configText(file);
  if ('notUtf8' in read) return [notUtf8Finding(file, read.notUtf8)];
  const findings = findingsInText(file, read.text);
  return read.mark ? [markFinding(file, read.mark), ...findings] : findings;
}

const SAVE = 'Save the file as UTF-8, without a byte order mark.';

function notUtf8Finding(file: string, { line, column, found }: NotUtf8): Finding {
  const message = `The config is not UTF-8, as which browsers read it: line ${line}, column ${column} has ${found}. ${SAVE}`;
  return { file, line, column, severity: 'error', path: 'config', message, found, expected: 'UTF-8', fix: SAVE };
}

/** Browsers read such a file. Where it becomes a part of a page they find a sign that JSON has no place for. */
function markFinding(file: string, mark: string): Finding {
  const what = `the file begins with the byte order mark of ${mark}, which browsers read past only in a file of its own`;
  const message = `config: ${what}, not within a page. ${SAVE}`;
  return { file, line: 1, column: 1, severity: 'warning', path: 'config', message, fix: SAVE };
}

/** What is to be said about one text, in the order of its lines, errors and warnings alike. */
function findingsInText(file: string, text: string): Finding[] {
  const { config, problems, warnings, unreadable } = explain(text);
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
  const errors = [...problems, ...(config ? tooRare(config) : [])].map(
    ({ at, path, message, found, expected, fix }) => ({
      offset: places.offsetOf(at),
      finding: { severity: 'error' as const, path, message, found, expected, fix },
    }),
  );
  const notes = [
    ...warnings.map(({ at, path, message, fix }) => ({ offset: places.offsetOf(at), path, message, fix })),
    ...places.twice.map(({ path, offset }) => {
      const [name, fix] = [path.join('.'), 'Remove one of them.'];
      return {
        offset,
        path: name,
        message: `${name}: this key appears twice, and only the last one counts. ${fix}`,
        fix,
      };
    }),
  ].map(({ offset, ...note }) => ({ offset, finding: { severity: 'warning' as const, ...note } }));
  return [...errors, ...notes]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, finding }) => ({ file, ...placeAt(text, offset), ...finding }));
}
