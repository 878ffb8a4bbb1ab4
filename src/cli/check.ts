import { builtFiles } from './built.ts';
import { tagFindings } from './check-tag.ts';
import { type Command, options, textOf, UsageError } from './command.ts';
import { configIn, findingsIn } from './config-file.ts';
import { asLine, type Finding } from './finding.ts';

export const check: Command = {
  summary: 'says what is wrong with a survey’s config, where, and how to fix it',
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
    for (const file of files) findings.push(...(await findingsIn(file)));
    if (values.tag !== undefined) findings.push(...(await findingsOnTag(values.tag, first)));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    if (values.json) console.log(JSON.stringify({ errors, warnings, findings }, null, 2));
    else {
      for (const finding of findings) console.log(asLine(finding));
      const later = errors && !warnings ? ' A file is searched for warnings once it has no errors.' : '';
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
  const config = await configIn(configFile);
  if (!config) {
    console.error('cx7: the tag was not compared: fix the errors in the config first.');
    return [];
  }
  const { hashes } = await builtFiles();
  return tagFindings({ config, configFile, html, htmlFile: isText ? '--tag' : tag, hashes });
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
