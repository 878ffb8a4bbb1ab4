import { explain } from '../config/explain/explain.ts';
import { placeAt } from '../config/explain/parse.ts';
import { placesIn } from '../config/explain/places.ts';
import { builtFiles } from './built.ts';
import { tagFindings } from './check-tag.ts';
import { type Command, options, textOf, UsageError } from './command.ts';
import { asLine, type Finding } from './finding.ts';
import { tooRare } from './rare.ts';
import { configText } from './utf8.ts';

export const check: Command = {
  summary: 'says what is wrong with a survey’s config, where, and how to mend it',
  help: `Usage: npx cx7 check <file…> [--json]
       npx cx7 check <file> --tag <page or tag> [--json]

Checks configs. Each problem comes with its file, line and column, the reason and the remedy.
Exits with 1 if there is an error; warnings alone exit with 0.

  --tag <page or tag>  compares the script tag with the config as well: its draw, the addresses, the version, the
                       integrity hash. Name a file that has the tag, such as page.html, or give the tag itself:
                       --tag '<script src="/cx7/…/cx7.js" …></script>'
  --json               prints { "errors": n, "warnings": n, "findings": [{ file, line, column, severity,
                       path, message, found, expected, fix }] }`,

  async run(args) {
    const { values, positionals: files } = options('check', args, {
      json: { type: 'boolean', default: false },
      tag: { type: 'string' },
    });
    const [first, second] = files;
    if (!first) throw new UsageError('No file to check.', 'Name one or more: npx cx7 check survey.json');
    if (values.tag !== undefined && second)
      throw new UsageError('A tag is for one config.', `Check the others by themselves: npx cx7 check ${second}`);
    const findings: Finding[] = [];
    for (const file of files) findings.push(...(await findingsInFile(file)));
    if (values.tag !== undefined) findings.push(...(await findingsOnTag(values.tag, first)));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    if (values.json) console.log(JSON.stringify({ errors, warnings, findings }, null, 2));
    else {
      for (const finding of findings) console.log(asLine(finding));
      const later = errors ? ' A file is searched for warnings once it has no errors.' : '';
      const total = `${count(files.length, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.${later}`;
      console.log(findings.length ? `\n${total}` : total);
    }
    return errors ? 1 : 0;
  },
};

/** What does not fit between a config and its tag, which is given as text, or by the name of a file that has it. */
async function findingsOnTag(tag: string, configFile: string): Promise<Finding[]> {
  const isText = tag.trimStart().startsWith('<');
  const html = isText ? tag : await textOf(tag);
  const read = await configText(configFile);
  const config = 'text' in read ? explain(read.text).config : undefined;
  if (!config) {
    console.error('cx7: the tag was not compared: mend the errors in the config first.');
    return [];
  }
  const { hashes } = await builtFiles();
  return tagFindings({ config, configFile, html, htmlFile: isText ? '--tag' : tag, hashes });
}

/** What is to be said about a config's file. */
export async function findingsInFile(file: string): Promise<Finding[]> {
  const read = await configText(file);
  if ('text' in read) return findingsIn(file, read.text);
  const { line, column, found } = read.notUtf8;
  const fix = 'Save the file as UTF-8, without a byte order mark.';
  const message = `The config is not UTF-8, which is how browsers read it: line ${line}, column ${column} has ${found}. ${fix}`;
  return [{ file, line, column, severity: 'error', path: 'config', message, found, expected: 'UTF-8', fix }];
}

/** What is to be said about one text, in the order of its lines, errors and warnings alike. */
export function findingsIn(file: string, text: string, now?: Date): Finding[] {
  const { config, problems, warnings, unreadable } = explain(text, now && { now });
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
        message: `${name}: this key stands twice, and only the last one counts. ${fix}`,
        fix,
      };
    }),
  ].map(({ offset, ...note }) => ({ offset, finding: { severity: 'warning' as const, ...note } }));
  return [...errors, ...notes]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, finding }) => ({ file, ...placeAt(text, offset), ...finding }));
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
