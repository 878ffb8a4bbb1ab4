import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measure } from '../src/build/budget.mjs';
import { npmTable } from '../src/build/npm-size.mjs';

/**
 * `npm run size`: what each built script file weighs, held to the budgets, and what a bundle with the npm package does.
 * The build fails on the same budgets.
 * `npm run size -- --write` puts both tables into docs/performance.md.
 */
const { table, kept } = measure(fileURLToPath(new URL('../dist', import.meta.url)));
const tables = `${table}\n\n${await npmTable()}`;
console.log(tables);
if (process.argv.includes('--write')) {
  const page = new URL('../docs/performance.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(/(<!-- sizes -->\n```\n)[\s\S]*?(```\n<!-- \/sizes -->)/, (_, a, b) => `${a}${tables}\n${b}`),
  );
}
process.exitCode = kept ? 0 : 1;
