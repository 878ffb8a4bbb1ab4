import { basename } from 'node:path';
import type { SurveyConfig } from '../config/schema.ts';
import { tagDrawOf, whyNoDraw } from '../decide/tag.ts';
import { builtFiles, fileIn, LOADERS, VERSION_FOLDER, versionIn } from './built.ts';
import { type Command, options, UsageError } from './command.ts';
import { configIn, findingsIn } from './config-file.ts';
import { asLine } from './finding.ts';

export const tag: Command = {
  summary: 'prints the script tag for a config',
  help: `Usage: npx cx7 tag <file> [options]

Checks the config and prints the script tag for it, with the integrity hash of this version's cx7.js and, where the
config allows it, the draw: survey, unit, salt, the highest rate that the config can give, and the endpoint. A page
view that is not drawn by it requests nothing besides cx7.js. Print the tag again when the config's "survey",
"sampling", "trigger", "test" or "endpoint" changes; npx cx7 check <file> --tag <page> says whether both still fit.

  --base <address>    where your site serves what npx cx7 copy has written (default: /cx7); the tag's address is
                      then /cx7/${VERSION_FOLDER}/cx7.js
  --src <address>     the whole address instead; it ends in cx7.js, or in cx7.all.js for the one-file build
  --config <address>  where the config is served (default: / and the file's name)
  --inline            puts the config into the page instead, without a draw: the config is there to be asked
  --no-draw           leaves the draw out, so that changes of the config never need another tag
  --nonce <text>      the page's nonce, as your template writes it: --nonce '{{nonce}}'`,

  async run(args) {
    const { values, positionals } = options('tag', args, {
      base: { type: 'string' },
      src: { type: 'string' },
      config: { type: 'string' },
      inline: { type: 'boolean', default: false },
      'no-draw': { type: 'boolean', default: false },
      nonce: { type: 'string' },
    });
    const [file, another] = positionals;
    if (!file || another) throw new UsageError('A tag is for one config.', 'Name its file: npx cx7 tag survey.json');
    if (values.inline && values.config !== undefined)
      throw new UsageError('--inline and --config contradict each other.', 'Leave one of them out.');
    if (values.base !== undefined && values.src !== undefined)
      throw new UsageError('--base and --src contradict each other.', 'Leave one of them out.');
    const config = await configIn(file);
    const errors = (await findingsIn(file)).filter(({ severity }) => severity === 'error');
    for (const error of errors) console.error(asLine(error));
    if (!config || errors.length) return 1;
    const src = values.src ?? `${(values.base ?? '/cx7').replace(/\/+$/, '')}/${VERSION_FOLDER}/cx7.js`;
    const integrity = await hashFor(src);
    if (values.inline) console.log(inline(config));
    const draw = !values.inline && !values['no-draw'] ? drawFrom(config) : undefined;
    if (!draw && !values.inline && !values['no-draw'])
      console.error(`cx7: no draw on this tag, because every page view needs the config: ${whyNoDraw(config)}.`);
    console.log(
      element({
        src,
        'data-config': values.inline ? undefined : (values.config ?? `/${encodeURIComponent(basename(file))}`),
        ...draw,
        nonce: values.nonce,
        integrity,
        crossorigin: 'anonymous',
        async: true,
      }),
    );
    return 0;
  },
};

/** The hash of the file at that address, which must be one of this version's. */
async function hashFor(src: string): Promise<string> {
  const script = fileIn(src);
  const hash = LOADERS.includes(script) ? (await builtFiles()).hashes[script] : undefined;
  if (!hash)
    throw new UsageError(
      `No integrity hash is known for ${script}.`,
      'Let --src end in the name of a built file, cx7.js or cx7.all.js.',
    );
  const version = versionIn(src);
  if (version && version !== VERSION)
    throw new UsageError(
      `--src leads to version ${version}, and this is version ${VERSION}, which knows the hashes of its own files only.`,
      `Write ${VERSION_FOLDER} in the address, or print the tag with cx7 ${version}.`,
    );
  return hash;
}

type Attributes = Record<string, string | true | undefined>;

/** The attributes that spare a visit which is not drawn the request for the config. `src/page/tag.ts` reads them. */
function drawFrom(config: SurveyConfig): Attributes | undefined {
  const draw = tagDrawOf(config);
  if (!draw) return undefined;
  const { endpoint } = config;
  return {
    'data-survey': draw.survey,
    'data-unit': draw.unit,
    'data-salt': draw.salt || undefined,
    'data-rate': `${draw.rate}`,
    'data-endpoint': typeof endpoint === 'string' ? endpoint : JSON.stringify(endpoint),
  };
}

/** The config as a part of the page. Editors need $schema, pages don’t. */
function inline({ $schema: _, ...config }: SurveyConfig): string {
  // In a script element only "<" can end it or open a comment.
  const json = JSON.stringify(config, null, 2).replaceAll('<', '\\u003c');
  return `<script type="application/json" data-cx7>\n${json}\n</script>`;
}

const element = (attributes: Attributes): string =>
  `<script${Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(`${value}`)}"`))
    .join('')}></script>`;

/** A line break is written as a reference: browsers read a carriage return as another sign. */
const escaped = (text: string): string =>
  text.replace(/[&"\r\n]/g, (sign) => ({ '&': '&amp;', '"': '&quot;' })[sign] ?? `&#${sign.charCodeAt(0)};`);
