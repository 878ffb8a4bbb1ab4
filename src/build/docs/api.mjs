import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../load.mjs';
import { declarationsOf, exportsOf, membersOf } from './declarations.mjs';
import { table } from './fields.mjs';
import { recordSchema } from './record.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** `docs/api.md`, from the declarations of the package's entries and the help of its commands. */
export async function api() {
  const types = declarations();
  try {
    return `# The programming interface

${INTRO}

${onThePage(types, await recordSchema())}

${entries(types)}

${await commands()}
`;
  } finally {
    rmSync(types, { recursive: true, force: true });
  }
}

const INTRO = `What a page may call is \`window.cx7\`. What a project may import is \`cx7\`, \`cx7/adapters\`, \`cx7/report\` and
\`cx7/collector\`. What a terminal may run is \`npx cx7\`. Anything that is not listed here is no part of the interface.`;

/** Has the compiler write the declarations of all entries into a folder of their own; returns the folder. */
function declarations() {
  const folder = mkdtempSync(join(tmpdir(), 'cx7-docs-'));
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(root, 'src/build/tsconfig.declarations.json'),
      '--outDir',
      folder,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return folder;
}

function onThePage(types, record) {
  const file = (path) => join(types, path);
  const [survey] = declarationsOf(file('visit/api.d.ts'), 'Survey');
  const [opened] = declarationsOf(file('visit/api.d.ts'), 'Opened');
  const [events] = declarationsOf(file('visit/api.d.ts'), 'SurveyEvents');
  const [options] = declarationsOf(file('page/interaction.d.ts'), 'OpenOptions');
  const [all] = declarationsOf(file('delivery/types.d.ts'), 'OutboxEvents');
  const [own] = declarationsOf(file('visit/api.d.ts'), 'DeliveryEvents');
  const told = new Map(membersOf(own.text).map((event) => [event.name, event]));
  const news = membersOf(all.text).map((event) => told.get(event.name) ?? event);
  const { disposition } = record.properties;
  return `## On the page: \`window.cx7\`

${survey.doc}

\`window.cx7\` is there as soon as \`cx7.js\` has run, and takes calls before any other file has loaded. It is the survey of the
first tag; \`cx7.surveys['id']\` is the one with that id, see [two surveys on one site](embedding.md#files-and-tag).

${membersOf(survey.text).map(member).join('\n\n')}

### Options of \`open()\`

${options.doc} All of them may be left out.

${memberTable(options)}

### What \`open()\` resolves with

${memberTable(opened)}

### Events

${events.doc}

\`\`\`js
cx7.on('complete', ({ detail }) => console.log(detail.id));
\`\`\`

${table(
  ['event', '`detail`', 'meaning'],
  [
    ...disposition.enum.map((name) => [
      `\`${name}\``,
      '`{ id: string; disposition: string }`',
      DISPOSITIONS[name] ?? '',
    ]),
    ...news.map(({ name, doc, type }) => [`\`${name}\``, inline(type), oneLine(doc)]),
  ],
)}

\`RecordNews\` is \`{ id: string; revision: number }\`, \`Durability\` is \`'indexeddb' | 'journal' | 'memory'\`.`;
}

/** When a page hears of each. */
const DISPOSITIONS = {
  offered: 'The survey has appeared by itself.',
  dismissed: 'The respondent has closed it without sending anything.',
  opened: 'The respondent has touched it, or has asked for it.',
  partial: 'The first step was sent.',
  complete: 'The second step was sent, or declined.',
};

function member({ name, doc, text, isMethod }) {
  return `### \`${isMethod ? `${name}()` : name}\`

\`\`\`ts
${text}
\`\`\`
${doc ? `\n${doc}\n` : ''}`.trimEnd();
}

/** What an entry exports, one section each. */
function entries(types) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const listed = new Set();
  const modules = Object.entries(exports).filter(([, { types }]) => types);
  const files = Object.entries(exports).filter(([path, { types }]) => !types && path !== './package.json');
  return [
    ...modules.map(([path, entry]) => {
      const name = path.replace(/^\./, 'cx7');
      const all = exportsOf(join(types, entry.types.replace('./dist/types/', '')));
      const own = [...all].filter(([one]) => !listed.has(one));
      const again = [...all.keys()].filter((one) => listed.has(one));
      for (const [one] of own) listed.add(one);
      const repeated = again.map((one) => `\`${one}\``).join(', ');
      return [
        `## From npm: \`${name}\``,
        grouped(types, own),
        repeated && `It exports these too, as \`cx7\` does: ${repeated}.`,
      ]
        .filter(Boolean)
        .join('\n\n');
    }),
    `## Files in the package

${table(
  ['import', 'file'],
  files.map(([path, file]) => [`\`${path.replace(/^\./, 'cx7')}\``, `\`${file.replace('./', '')}\``]),
)}`,
  ].join('\n\n');
}

/** What is exported, by the folder that it comes from, functions first. */
function grouped(types, own) {
  const groups = new Map();
  for (const one of own) {
    const group = groupOf(types, one[1][0].file);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const isType = ([, [{ kind }]]) => Number(kind === 'interface' || kind === 'type');
  return [...groups]
    .map(([group, members]) =>
      [
        ...(groups.size > 1 ? [`### ${group}`] : []),
        ...members.sort((one, other) => isType(one) - isType(other)).map(([one, declared]) => exported(one, declared)),
      ].join('\n\n'),
    )
    .join('\n\n');
}

const groupOf = (types, file) => GROUPS[file.slice(types.length + 1).split('/')[0]] ?? 'The rest';

/** What each folder is about. */
const GROUPS = {
  entries: 'The survey',
  visit: 'The survey',
  page: 'The survey',
  config: 'The survey',
  decide: 'The decision',
  delivery: 'Delivery',
  instrument: 'The questionnaire',
  record: 'The record',
  report: 'The tally',
  collector: 'The collector',
};

/** Types that another document explains field by field. */
const ELSEWHERE = {
  SurveyConfig: 'The config as a team writes it. [All of its fields](configuration.md).',
  Interview: 'A record as it is written now. [All of its fields](record.md).',
  StoredInterview: 'A record of any version. [What a record is](record.md).',
  Answer: 'One of a record’s answers. [Its fields](record.md#answers).',
  Disposition: 'How far an interview came. [What a record is](record.md).',
  Survey: 'What `createSurvey` returns. [Its methods](#on-the-page-windowcx7).',
  OpenOptions: '[Options of `open()`](#options-of-open).',
  Opened: '[What `open()` resolves with](#what-open-resolves-with).',
  SurveyEvents: '[The events](#events).',
};

function exported(name, declared) {
  const heading = `#### \`${name}\``;
  if (ELSEWHERE[name]) return `${heading}\n\n${ELSEWHERE[name]}`;
  const doc = declared
    .map(({ doc }) => doc)
    .filter(Boolean)
    .join('\n\n');
  const [{ kind, text }] = declared;
  const isTable = kind === 'interface' && membersOf(text).length > 0;
  const code = isTable ? extension(text) : declared.map(({ text }) => plain(text)).join('\n');
  return [heading, doc, code && `\`\`\`ts\n${code}\n\`\`\``, isTable ? memberTable(declared[0]) : '']
    .filter(Boolean)
    .join('\n\n');
}

/** The first line of an interface that adds to others. */
const extension = (text) => {
  const [line] = text.split('\n');
  return line.includes(' extends ') ? `${plain(line).replace(/ \{$/, '')}` : '';
};

const plain = (text) =>
  text
    .replace(/^export /gm, '')
    .replace(/^declare /gm, '')
    // What is said of a parameter, in the middle of a line of them.
    .replace(/, \n\/\*\*.*?\*\/\n/g, ', ')
    .replaceAll('    ', '  ');

const memberTable = ({ text }) =>
  table(
    ['name', 'type', 'meaning'],
    membersOf(text).map(({ name, optional, isMethod, text, type, doc }) => [
      `\`${name}${optional ? '?' : ''}\``,
      inline(isMethod ? text.replace(/;$/, '') : type),
      oneLine(doc),
    ]),
  );

const oneLine = (doc) => doc.replace(/\s*\n\s*/g, ' ');

/** A type within a line. */
const inline = (type) =>
  `\`${oneLine(type)
    .replace(/\{ /g, '{ ')
    .replace(/; \}/g, ' }')
    .replace(/(\?: [^;{}]+?) \| undefined/g, '$1')
    .replace(/ \| undefined$/, '')}\``;

async function commands() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // What the build would fill in.
  Object.assign(globalThis, { VERSION: version, INTEGRITY: {} });
  const folder = join(root, 'src/cli');
  const names = readdirSync(folder)
    .filter((file) => / = \{\n {2}summary: /.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.replace('.ts', ''));
  const texts = await Promise.all(names.map(async (name) => ({ name, ...(await load(`src/cli/${name}.ts`))[name] })));
  return `## Commands

Exit codes: 0 done, 1 a config or the data is not as it should be, 2 the command was not understood.

${texts.map(({ name, summary, help }) => `### \`npx cx7 ${name}\`\n\nIt ${summary}.\n\n\`\`\`text\n${help.replaceAll(`v${version}`, 'v<version>')}\n\`\`\``).join('\n\n')}`;
}
