import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anchor } from '../../src/build/docs/configuration.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const guides = readdirSync(join(root, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`);

/** What a user reads, by path: each comes with the package. */
export const USERS = ['README.md', 'ACCESSIBILITY.md', ...guides];

/** All documents. */
export const ALL = [...USERS, 'CONTRIBUTING.md'];

/** A document without its blocks of code, where nothing is a link and nothing a heading. */
export const prose = (file: string): string => read(file).replace(/^```[\s\S]*?^```$/gm, '');

/** Blocks of code in a language. */
export const blocks = (file: string, lang: string): string[] =>
  [...read(file).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, is, code = '']) => (is === lang ? [code] : []));

/** What stands between single backticks in the prose. */
export const quoted = (file: string): string[] =>
  [...prose(file).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

/** Addresses of links and pictures. */
export const links = (file: string): string[] =>
  [...prose(file).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? '');

/** The anchors of a document, as GitHub and npm make them: a second heading of the same name gets a number. */
export function anchors(file: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
      const name = anchor(heading);
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      return times ? `${name}-${times}` : name;
    }),
  );
}
