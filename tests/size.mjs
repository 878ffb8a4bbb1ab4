import { fileURLToPath } from 'node:url';
import { measure } from '../src/build/budget.mjs';

/** `npm run size`: what each built script file weighs, held to the budgets. The build fails on the same figures. */
const { table, kept } = measure(fileURLToPath(new URL('../dist', import.meta.url)));
console.log(table);
process.exitCode = kept ? 0 : 1;
