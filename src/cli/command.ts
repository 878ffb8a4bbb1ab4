import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** One subcommand. */
export interface Command {
  /** A line for the list of commands. */
  summary: string;
  help: string;
  /** Resolves with the exit code: 0 done, 1 something is not as it should be. Rejects with what to tell. */
  run(args: string[]): Promise<number>;
}

/** The command was not understood; the message says what to write instead. */
export class UsageError extends Error {
  constructor(what: string, fix: string, options?: ErrorOptions) {
    super(`${what} ${fix}`, options);
  }
}

/** `parseArgs` of Node, strict, with errors that name the command whose help to read. */
export function options<const T extends NonNullable<ParseArgsConfig['options']>>(
  name: string,
  args: string[],
  known: T,
) {
  try {
    return parseArgs({ args, options: known, allowPositionals: true, strict: true });
  } catch (error) {
    const [what] = (error as Error).message.split(/\.\s|\n/);
    throw new UsageError(`${what}.`, `npx cx7 ${name} --help lists the options.`, { cause: error });
  }
}

/** The text of a file, or an error that says which file and why. */
export const textOf = (file: string): Promise<string> => reading(file, readFile(file, 'utf8'));

/** What is read from a file or a folder, or an error that says which one and why. */
export async function reading<Read>(
  path: string,
  read: Promise<Read>,
  what: 'file' | 'config' | 'folder' = 'file',
): Promise<Read> {
  try {
    return await read;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = `there is no such ${what === 'folder' ? 'folder' : 'file'}`;
    const why = code === 'ENOENT' ? missing : code === 'EISDIR' ? 'it is a folder' : (error as Error).message;
    const fix =
      code === 'EISDIR' && what === 'config'
        ? `Name its files: ${join(path, '*.json')}.`
        : 'Check the path; it is taken from the current folder.';
    throw new UsageError(`${path} cannot be read: ${why}.`, fix, { cause: error });
  }
}
