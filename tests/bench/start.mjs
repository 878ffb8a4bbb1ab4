import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ARRIVALS, DIST, nameOf, PAGES } from './kinds.mjs';
import { startService } from './service.mjs';
import { startBrowser } from './site.mjs';
import { startUnobserved } from './unobserved.mjs';
import { buildYardstick } from './yardstick.mjs';

/**
 * Starts all that a benchmark of pages needs: the yardstick's files, the site, the browser. Ends the program where a
 * folder has no build in it, or a kind is none.
 *
 * @param against folder of another build, if any
 * @param isMeant whether a kind is to be visited
 * @param only kinds by name; all where it is missing
 */
export async function startBench({ against, only, isMeant = () => true }) {
  const folders = { cx7: DIST, ...(against && { against: resolve(against) }) };
  const missing = Object.values(folders).find((folder) => !existsSync(join(folder, 'cx7.js')));
  if (missing) usageError(`There is no cx7.js in ${missing}. Build it first: npm run build`);
  const all = Object.entries({ ...PAGES, ...ARRIVALS }).filter(([, { build }]) => build !== 'against' || against);
  const unknown = only?.find((name) => !all.some(([kind]) => kind === name));
  if (unknown) usageError(`--kind ${unknown}: there are ${all.map(([kind]) => kind).join('; ')}.`);
  const kinds = all.filter(([kind, page]) => (only ? only.includes(kind) : isMeant(kind, page)));

  const yardstick = await buildYardstick();
  const pages = Object.fromEntries(kinds.map(([kind, page]) => [nameOf(kind), page]));
  const site = await startService(pages, { yardstick: yardstick.folder, ...folders });
  const browser = await startBrowser();
  return {
    kinds: Object.fromEntries(kinds),
    bench: { site, browser, visitUnobserved: await startUnobserved(browser) },
    async close() {
      await browser.close();
      site.close();
      yardstick.remove();
    },
  };
}

/** A whole number from 1 on, as an option has it. */
export function countOf(option, text) {
  const count = Number(text);
  if (!(Number.isInteger(count) && count >= 1))
    usageError(`--${option} ${text}: takes a whole number from 1 on, as in --${option} 21.`);
  return count;
}

/** Says what was wrong with the command, and ends it. */
export function usageError(message) {
  console.error(message);
  process.exit(2);
}
