import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { api } from './docs/api.mjs';
import { configuration } from './docs/configuration.mjs';
import { languageParts } from './docs/languages.mjs';
import { recordParts } from './docs/record.mjs';

/**
 * `npm run docs` writes what `docs/` says of the schemas, the types and the commands. `npm run docs -- --check` only
 * says which files are stale, and exits with 1 if one is; a test does the same.
 */
const folder = new URL('../../docs/', import.meta.url);

const GENERATED = '<!-- Written by npm run docs. Do not edit: change the schema, the types or the commands. -->';

/** The generated documents as they should be, by file name. */
export async function generatedDocs() {
  return {
    'configuration.md': `${GENERATED}\n\n${await configuration()}`,
    'api.md': `${GENERATED}\n\n${await api()}`,
    'record.md': filled(present('record.md'), await recordParts()),
    'languages.md': filled(present('languages.md'), await languageParts()),
  };
}

/** The names of those that are not on disk as they should be. */
export const staleDocs = (texts) => Object.keys(texts).filter((name) => present(name) !== texts[name]);

function present(name) {
  try {
    return readFileSync(new URL(name, folder), 'utf8');
  } catch {
    return ''; // not written yet
  }
}

/** Puts generated parts between their markers: `<!-- fields -->` … `<!-- /fields -->`. */
export function filled(text, parts) {
  return Object.entries(parts).reduce((whole, [name, part]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
    if (from < 0 || to < from)
      throw Error(`There is no place for the generated part ${name}: write ${begin} and ${end}.`);
    return `${whole.slice(0, from + begin.length)}\n\n${part}\n\n${whole.slice(to)}`;
  }, text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const texts = await generatedDocs();
  const stale = staleDocs(texts);
  if (process.argv.includes('--check')) {
    for (const name of stale) console.error(`docs/${name} is stale: npm run docs`);
    process.exitCode = stale.length ? 1 : 0;
  } else
    for (const name of stale) {
      writeFileSync(new URL(name, folder), texts[name]);
      console.log(`wrote ${fileURLToPath(new URL(name, folder))}`);
    }
}
