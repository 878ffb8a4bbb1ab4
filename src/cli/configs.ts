import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SurveyConfig } from '../config/schema.ts';
import { UsageError } from './command.ts';
import { neededConfigIn } from './config-file.ts';

/** The configs in files, and in folders those whose names end in `.json`. Rejects where one of them is no config. */
export async function configsIn(paths: readonly string[]): Promise<SurveyConfig[]> {
  const found: SurveyConfig[] = [];
  for (const path of paths) for (const file of await filesAt(path)) found.push(await neededConfigIn(file));
  return found;
}

async function filesAt(path: string): Promise<string[]> {
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0)
    throw new UsageError(`The folder ${path} has no configs.`, 'Put the JSON files of your surveys there.');
  return names.map((name) => join(path, name));
}
