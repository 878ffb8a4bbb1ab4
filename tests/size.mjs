import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measure } from '../src/build/budget.mjs';
import { npmTable } from '../src/build/npm-size.mjs';

/**
 * `npm run size`: what each built script file weighs, held to the budgets, and what a bundle with the npm package does.
 * The build fails on the same budgets.
 * `npm run size -- --write` puts the table into the README.
 */
const { table, kept } = measure(fileURLToPath(new URL('../dist', import.meta.url)));
console.log(table);
console.log(`\n${await npmTable()}`);
if (process.argv.includes('--write')) {
  const readme = new URL('../README.md', import.meta.url);
  const text = readFileSync(readme, 'utf8');
  writeFileSync(
    readme,
    text.replace(/(<!-- sizes -->\n```\n)[\s\S]*?(\n```\n<!-- \/sizes -->)/, (_, a, b) => a + table + b),
  );
}
process.exitCode = kept ? 0 : 1;
