import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** The script files that this version of cx7 was built to. */
export interface Built {
  /** Where they lie. */
  folder: URL;
  /** The integrity hash of each, by file name. */
  hashes: Readonly<Record<string, string>>;
}

/** Finds the built files: beside this one when it is built itself, in `dist` when it is run from source. */
export async function builtFiles(): Promise<Built> {
  for (const place of ['./', '../', '../../dist/']) {
    const folder = new URL(place, import.meta.url);
    const text = await readFile(new URL('integrity.json', folder), 'utf8').catch(() => undefined);
    if (text) return { folder, hashes: JSON.parse(text) };
  }
  throw new Error('dist/integrity.json is missing. Build cx7 first: npm run build');
}

/** The files that a tag may name: they load the others. */
export const LOADERS: readonly string[] = ['cx7.js', 'cx7.all.js'];

/** The folder of this version on a site. What lies in it never changes. */
export const VERSION_FOLDER = `v${VERSION}`;

/** The version that an address names as a folder, as in `/cx7/v1.2.0/cx7.js`. */
export const versionIn = (address: string): string | undefined =>
  /(?:^|\/)v(\d+\.\d+\.\d+[^/]*)\/[^/]*$/.exec(withoutQuery(address))?.[1];

/** The name of the file that an address leads to. */
export function fileIn(address: string): string {
  const name = basename(withoutQuery(address));
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a percent sign that encodes nothing stands for itself
  }
}

const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '');
