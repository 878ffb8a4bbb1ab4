import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { asLine, findingsIn } from './check.ts';
import { type Command, options, textOf, UsageError } from './command.ts';

export const tag: Command = {
  summary: 'prints the script tag for a config',
  help: `Usage: npx cx7 tag <file> [options]

Checks the config and prints the script tag for it, with its integrity hash.

  --src <address>     where cx7.js is served (default: /cx7/cx7.js); /…/cx7.all.js for the one-file build
  --config <address>  where the config is served (default: / and the file's name)
  --inline            puts the config into the page instead
  --nonce <text>      the page's nonce, as your template writes it: --nonce '{{nonce}}'`,

  async run(args) {
    const { values, positionals } = options('tag', args, {
      src: { type: 'string', default: '/cx7/cx7.js' },
      config: { type: 'string' },
      inline: { type: 'boolean', default: false },
      nonce: { type: 'string' },
    });
    const [file, another] = positionals;
    if (!file || another) throw new UsageError('A tag is for one config.', 'Name its file: npx cx7 tag survey.json');
    if (values.inline && values.config !== undefined)
      throw new UsageError('--inline and --config contradict each other.', 'Leave one of them out.');
    const text = await textOf(file);
    const errors = findingsIn(file, text).filter(({ severity }) => severity === 'error');
    if (errors.length) {
      for (const error of errors) console.error(asLine(error));
      return 1;
    }
    const script = basename(values.src.replace(/[?#].*$/, ''));
    const hash = (await integrity())[script];
    if (!hash)
      throw new UsageError(
        `No integrity hash is known for ${script}.`,
        'Let --src end in the name of a built file, cx7.js or cx7.all.js.',
      );
    if (values.inline) {
      // Editors need $schema, pages don’t. In a script element only "<" can end it or open a comment.
      const { $schema: _, ...config } = JSON.parse(text);
      const json = JSON.stringify(config, null, 2).replaceAll('<', '\\u003c');
      console.log(`<script type="application/json" data-cx7>\n${json}\n</script>`);
    }
    console.log(
      element({
        src: values.src,
        'data-config': values.inline ? undefined : (values.config ?? `/${basename(file)}`),
        nonce: values.nonce,
        integrity: hash,
        crossorigin: 'anonymous',
        async: true,
      }),
    );
    return 0;
  },
};

const element = (attributes: Record<string, string | true | undefined>): string =>
  `<script${Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(`${value}`)}"`))
    .join('')}></script>`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

/** Hashes of the built files: beside this one when it is built itself, in `dist` when it is run from source. */
async function integrity(): Promise<Record<string, string>> {
  for (const place of ['./integrity.json', '../integrity.json', '../../dist/integrity.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    if (text) return JSON.parse(text);
  }
  throw new Error('dist/integrity.json is missing. Build cx7 first: npm run build');
}
