import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measure } from '../src/build/budget.mjs';

/**
 * `npm run size`: what each built script file weighs, held to the budgets. The build fails on the same figures.
 * `npm run size -- --write` puts the table into docs/performance.md.
 */
const { table, kept } = measure(fileURLToPath(new URL('../dist', import.meta.url)));
console.log(table);
if (process.argv.includes('--write')) {
  const page = new URL('../docs/performance.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(/(<!-- sizes -->\n```\n)[\s\S]*?(```\n<!-- \/sizes -->)/, (_, a, b) => `${a}${table}\n${b}`),
  );
}
process.exitCode = kept ? 0 : 1;
