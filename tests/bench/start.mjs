import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { arrivalsOf, DIST, pagesOf } from './kinds.mjs';
import { startService } from './service.mjs';
import { startBrowser } from './site.mjs';
import { startUnobserved } from './unobserved.mjs';
import { buildYardstick } from './yardstick.mjs';

/**
 * Starts all that a benchmark of pages needs: the yardstick's files, the site, the browser. Ends the program where a
 * folder has no build in it, or a kind is none.
 *
 * @param against folder of another build, if any
 * @param only kinds; all where it is missing
 * @param others kinds besides those of surveys that are put onto an idle page
 */
export async function startBench({ against, only, others = {} }) {
  const folders = { cx7: DIST, ...(against && { against: resolve(against) }) };
  const missing = Object.values(folders).find((folder) => !existsSync(join(folder, 'cx7.js')));
  if (missing) usageError(`There is no cx7.js in ${missing}. Build it first: npm run build`);
  const yardstick = await buildYardstick();
  const builds = { yardstick: yardstick.folder, ...folders };
  const all = { ...others, ...arrivalsOf(builds) };
  const unknown = only?.find((kind) => !all[kind]);
  if (unknown) usageError(`--kind ${unknown}: there are ${Object.keys(all).join('; ')}.`);
  const kinds = Object.fromEntries(Object.entries(all).filter(([kind]) => only?.includes(kind) ?? true));
  const site = await startService(pagesOf(kinds), builds);
  const browser = await startBrowser();
  return {
    kinds,
    bench: { site, browser, visitUnobserved: await startUnobserved(browser) },
    async close() {
      await browser.close();
      site.close();
      yardstick.remove();
    },
  };
}

/** Says what was wrong with the command, and ends it. */
export function usageError(message) {
  console.error(message);
  process.exit(2);
}
