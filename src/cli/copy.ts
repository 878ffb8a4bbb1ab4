import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { builtFiles, LOADERS, VERSION_FOLDER } from './built.ts';
import { type Command, options, UsageError } from './command.ts';

export const copy: Command = {
  summary: 'copies the script files to where your site serves them',
  help: `Usage: npx cx7 copy <folder> [--dry-run]

Writes the script files and integrity.json into <folder>/${VERSION_FOLDER}/. Each version has a folder of its own,
whose files never change: pages that still have an older tag keep the files they were written for, and your
site may tell browsers to keep them for good (Cache-Control: public, max-age=31536000, immutable).

Exits with 1, and changes nothing, if a file there has different content. Run it again if it was interrupted.

  --dry-run  lists what would be written`,

  async run(args) {
    const { values, positionals } = options('copy', args, { 'dry-run': { type: 'boolean', default: false } });
    const [folder, another] = positionals;
    if (!folder || another)
      throw new UsageError('The files are copied to one folder.', 'Name it: npx cx7 copy public/cx7');
    if (/^v\d+\.\d+\.\d+/.test(basename(resolve(folder))))
      throw new UsageError(`${folder} is a version’s folder:`, 'name the one above it.');
    const target = join(folder, VERSION_FOLDER);
    const files = await filesToCopy();
    const { missing, changed } = await compare(target, files).catch(told(target));
    if (changed.length) throw new Error(refusal(target, changed));

    if (!missing.length) console.log(`${target} has the files of this version already; nothing was written.`);
    else if (values['dry-run']) console.log(list(`Would write ${filesIn(missing)} into ${target}:`, missing));
    else {
      await write(target, missing).catch(told(target));
      console.log(list(`Wrote ${filesIn(missing)} into ${target}:`, missing));
    }
    const address = `/${encodeURIComponent(basename(resolve(folder)))}/${VERSION_FOLDER}/cx7.js`;
    console.log(
      `\nNext, the script tag, with the address at which your site serves that folder:\n  npx cx7 tag <your config> --src ${address}`,
    );
    return 0;
  },
};

const filesIn = ({ length }: readonly File[]): string => (length === 1 ? '1 file' : `${length} files`);

interface File {
  name: string;
  content: Buffer;
}

/** What a page may load, and the hashes. The loaders come after what they load, so that a page never misses a file. */
async function filesToCopy(): Promise<File[]> {
  const { folder, hashes } = await builtFiles();
  const names = Object.keys(hashes).sort(
    (one, other) => Number(LOADERS.includes(one)) - Number(LOADERS.includes(other)),
  );
  return Promise.all(
    [...names, 'integrity.json'].map(async (name) => ({ name, content: await readFile(new URL(name, folder)) })),
  );
}

/** Which files are not there yet, and the names of those that are there with other content. */
async function compare(target: string, files: readonly File[]): Promise<{ missing: File[]; changed: string[] }> {
  const missing: File[] = [];
  const changed: string[] = [];
  for (const file of files) {
    const there = await contentOf(join(target, file.name));
    if (there === 'nothing') missing.push(file);
    else if (there === 'a folder' || !there.equals(file.content)) changed.push(file.name);
  }
  return { missing, changed };
}

async function contentOf(path: string): Promise<Buffer | 'nothing' | 'a folder'> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    if (codeOf(error) === 'EISDIR') return 'a folder';
    throw error;
  }
}

const refusal = (target: string, changed: readonly string[]): string =>
  `${changed.map((name) => join(target, name)).join(', ')} already ${changed.length > 1 ? 'exist' : 'exists'} with different ` +
  'content. Nothing was changed, because a page whose tag has the hash of that content would lose its survey. If ' +
  `nobody uses it, remove ${target} and run this again; if you built cx7 yourself, give package.json another version.`;

/**
 * Each file gets its name once it is whole. Where that is interrupted, the next run finds whole files and what it wrote
 * under temporary names, which it removes.
 */
async function write(target: string, files: readonly File[]): Promise<void> {
  await makeFolder(target);
  for (const name of await readdir(target)) if (isTemporary(name)) await rm(join(target, name), { force: true });
  for (const { name, content } of files) {
    const temporary = join(target, temporaryName(name));
    try {
      await writeFile(temporary, content, { flush: true });
      await allow(temporary, 0o644);
      await rename(temporary, join(target, name));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {}); // What is left, the next run removes.
      throw error;
    }
  }
}

/** Makes the folder and those above it. A web server can enter those that are new. */
async function makeFolder(target: string): Promise<void> {
  const first = await mkdir(target, { recursive: true });
  if (!first) return;
  for (let folder = resolve(target); !relative(resolve(first), folder).startsWith('..'); folder = dirname(folder))
    await allow(folder, 0o755);
}

/** The web server is another user: what it serves must be readable whatever the umask. */
const allow = (path: string, mode: number): Promise<void> =>
  chmod(path, mode).catch((error) => {
    // Some network folders know no modes, and refuse to set them.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
  });

const temporaryName = (name: string): string => `.${name}.${process.pid}.tmp`;
const isTemporary = (name: string): boolean => /^\.(cx7\.|integrity\.).*\.\d+\.tmp$/.test(name);

/** Rejects with what to do about a failure. */
const told = (target: string) => (error: unknown) => {
  throw trouble(error, target);
};

/** What a failure of the file system means for whoever copies; exported for its test. */
export function trouble(error: unknown, target: string): unknown {
  const code = codeOf(error);
  const said = TROUBLE[code ?? ''];
  if (!said) return error;
  const [what, fix] = said;
  return new UsageError(`${target} cannot be written: ${what}.`, fix, { cause: error });
}

const AGAIN = 'and run this again; what was written so far stays.';
const IS_FILE = ['there is a file where a folder is needed', 'Name another folder.'] as const;
const NO_RIGHTS = [
  'this user has no permission',
  `Give this user permission, or switch to one who has it, ${AGAIN}`,
] as const;
const FULL = ['the disk is full', `Make room ${AGAIN}`] as const;

const TROUBLE: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOTDIR: IS_FILE,
  EEXIST: IS_FILE,
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  EROFS: ['it is on a read-only disk', 'Name a folder that can be written.'],
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOENT: ['another run is writing there, or has removed the folder', 'Run this again; what was written so far stays.'],
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

const list = (heading: string, files: readonly File[]): string =>
  [heading, ...files.map(({ name }) => `  ${name}`)].join('\n');
