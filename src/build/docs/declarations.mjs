import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Reads declaration files as the compiler writes them: every statement begins at the start of a line, every member of
 * an interface is indented by four, and what is said of it stands in the doc comment above.
 */

/**
 * What a module exports, under the names that it exports, wherever it comes from.
 *
 * @param {string} file a declaration file
 * @returns {Map<string, { file: string, kind: string, name: string, doc: string, text: string }[]>} by name, with all
 *   declarations of that name: overloads
 */
export function exportsOf(file) {
  const found = new Map();
  const add = (name, declared) => {
    if (!found.has(name)) found.set(name, declared);
  };
  const statements = statementsOf(readFileSync(file, 'utf8'));
  for (const { kind, name, text } of statements) {
    if (kind !== 'reexport') {
      if (text.startsWith('export ')) add(name, declarationsOf(file, name));
      continue;
    }
    const [, names, from] = /^export (?:type )?(\*|\{[\s\S]*\}) from ['"]([^'"]+)['"];$/.exec(text) ?? [];
    if (!from) continue;
    const source = declarationFile(file, from);
    const all = exportsOf(source);
    const wanted =
      names === '*'
        ? [...all.keys()].map((one) => [one, one])
        : names
            .slice(1, -1)
            .split(',')
            .map((one) =>
              one
                .trim()
                .replace(/^type /, '')
                .split(' as '),
            )
            .filter(([one]) => one);
    for (const [original, alias = original] of wanted) {
      const declared = all.get(original);
      if (!declared) throw Error(`${source} does not export ${original}, which ${file} passes on.`);
      add(alias, declared);
    }
  }
  return found;
}

/** All declarations of one name in a file. */
export const declarationsOf = (file, name) =>
  statementsOf(readFileSync(file, 'utf8'))
    .filter((statement) => statement.name === name)
    .map((statement) => ({ file, ...statement }));

function declarationFile(file, from) {
  const path = join(dirname(file), from.replace(/\.tsx?$/, '.d.ts'));
  if (!existsSync(path)) throw Error(`${file} passes on what ${path} declares, and there is no such file.`);
  return path;
}

/** The statements of a declaration file, each with what its doc comment says. */
function statementsOf(text) {
  return partsOf(text.split('\n'), 0).map(({ doc, text }) => ({ doc, text, ...namedBy(text) }));
}

/** The members of an interface, or of a type that is one object, each with what its doc comment says. */
export function membersOf(text) {
  const lines = text.split('\n');
  if (lines.length < 3) return [];
  return partsOf(lines.slice(1, -1), 4).map(({ doc, text }) => {
    const [, name, optional, rest] = /^(?:readonly )?'?([\w$-]+)'?(\??)([\s\S]*);$/.exec(text) ?? [];
    if (!name) throw Error(`This member is not understood: ${text}`);
    return {
      name,
      optional: optional === '?',
      doc,
      isMethod: !rest.startsWith(':'),
      text,
      type: rest.replace(/^: /, ''),
    };
  });
}

/** Splits lines into parts that are indented so far, and takes off the indentation. */
function partsOf(lines, indent) {
  const parts = [];
  let doc = [];
  let part = [];
  let depth = 0;
  let inDoc = false;
  for (const whole of lines) {
    const line = whole.slice(indent);
    if (!part.length && (inDoc || line.startsWith('/**'))) {
      doc = inDoc ? [...doc, line] : [line];
      inDoc = !line.trimEnd().endsWith('*/');
    } else if (part.length || line.trim()) {
      part.push(line);
      depth += depthOf(line);
      if (depth === 0 && /[;}]$/.test(line) && !isUnfinished(part)) {
        parts.push({ doc: spoken(doc), text: part.join('\n') });
        doc = [];
        part = [];
      }
    }
  }
  if (part.length) throw Error(`This declaration does not end: ${part.join('\n')}`);
  return parts;
}

/** `type X = { … }` goes on until a semicolon; an interface ends with its brace. */
const isUnfinished = (part) =>
  !part.at(-1).endsWith(';') &&
  !/^(export )?(declare )?(interface|class|global|namespace|module|abstract)\b/.test(part[0]);

function depthOf(line) {
  const code = line.replace(/\/\*.*?\*\/|'[^']*'|"[^"]*"|`[^`]*`/g, '');
  return (code.match(/[{([]/g) ?? []).length - (code.match(/[})\]]/g) ?? []).length;
}

const KINDS =
  /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(interface|type|function|const|class|enum) ([\w$]+)/;

function namedBy(text) {
  if (/^export (type )?(\*|\{)/.test(text) && / from /.test(text)) return { kind: 'reexport', name: '' };
  const [, kind = 'other', name = ''] = KINDS.exec(text) ?? [];
  return { kind, name };
}

/** What a doc comment says, as Markdown. */
function spoken(lines) {
  return lines
    .join('\n')
    .replace(/^\/\*\*\s?|\s*\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .replace(/\{@link ([\w.]+)\}/g, '`$1`')
    .replace(/(?:^|\n)@param (\w+) /g, '\n- `$1`: ')
    .replace(/(?:^|\n)@example\n([\s\S]*)$/, (_, code) => `\n\`\`\`ts\n${code.trim()}\n\`\`\``)
    .trim();
}
