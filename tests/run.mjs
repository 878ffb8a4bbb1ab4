import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../src/build/built.mjs';
import { ENGINES, SYSTEM, systemBrowser } from './engines.mjs';
import { countsOf, lineOf } from './outcomes.mjs';
import { postgresBinaries } from './postgres.mjs';

/**
 * `npm test`: everything that has to hold, from a fresh clone with nothing installed. Every step runs, whatever became
 * of the one before; the last line adds up all of them. `npm test -- vitest tests/decide` runs one step, the rest of
 * the words handed on to it: `npm test -- browser --project=firefox keyboard` is one file in one browser. It builds first
 * where a source is younger than the build.
 *
 * `npm run test:quick` is for every change: minutes, not a quarter of an hour. It leaves out the tests that start and
 * kill programs, draws a twentieth of the random examples, and goes the main path in Chromium alone.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}tests/.results/`;
const [word, ...words] = process.argv.slice(2);
const quick = word === 'quick';
const only = quick ? undefined : word;

const STEPS = {
  types: { what: 'Types', run: (words) => node('node_modules/typescript/bin/tsc', ...words) },
  lint: { what: 'Format and lint', run: (words) => node('node_modules/@biomejs/biome/bin/biome', 'check', ...words) },
  build: { what: 'Build', run: (words) => node('node_modules/rollup/dist/bin/rollup', '-c', ...words) },
  size: { what: 'Sizes', run: () => node('tests/size.mjs') },
  vitest: {
    what: 'Unit and integration tests',
    run: (words) => {
      const report = fresh('vitest.json');
      const code = node(
        ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts'],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...words,
      );
      return countedBy(
        report,
        code,
        ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => ({
          passed: numPassedTests,
          // A file that could not be read has no tests that could fail.
          failed:
            numFailedTests +
            testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length,
          skipped: numPendingTests + numTodoTests,
        }),
      );
    },
  },
  browser: {
    what: 'Tests in browsers',
    run: (words) => playwright('browser', words),
  },
  faults: {
    what: 'The matrix of faults',
    run: (words) => playwright('faults', words),
  },
};

/** What the quick tier consists of, and what each step is told. */
const QUICK = { types: [], lint: [], build: [], vitest: [], browser: ['--project=chromium', 'path.test.ts'] };

/** What the steps that build nothing themselves need of the build: something of each of its parts. */
const BUILT = ['cx7', 'cx7.survey', 'cx7.all', 'cx7.check', 'index', 'collector', 'cli', 'dashboard/dashboard'].map(
  (name) => `dist/${name}.js`,
);

if (only && !STEPS[only]) {
  console.error(`There is no step ${only}. Choose quick or one of ${Object.keys(STEPS).join(', ')}.`);
  process.exit(2);
}

heading('What the tests need');
packages();
node('src/build/generate.mjs');
const missing = [...(quick ? ['chromium'] : ENGINES).map(browser), quick ? undefined : postgres()].filter(Boolean);

const outcomes = [];
if (only) {
  if (/size|vitest|browser|faults/.test(only) && !isBuilt(root, BUILT)) step('build');
  step(only, words);
} else if (quick) for (const [name, told] of Object.entries(QUICK)) step(name, told);
else for (const name of Object.keys(STEPS)) step(name);

heading('Result');
for (const outcome of outcomes) console.log(lineOf(outcome));
for (const problem of missing) console.log(`✗ ${problem}`);
const sum = (kind) => outcomes.reduce((total, outcome) => total + outcome[kind], 0);
const failed = sum('failed') + missing.length;
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
process.exitCode = failed ? 1 : 0;

function step(name, words = []) {
  const { what, run } = STEPS[name];
  heading(what);
  const began = Date.now();
  const outcome = run(words);
  const counts = typeof outcome === 'number' ? one(outcome) : outcome;
  outcomes.push({ what, seconds: Math.round((Date.now() - began) / 1000), ...counts });
}

/** A step that is no test runner counts as one test. */
function one(code) {
  return { passed: code ? 0 : 1, failed: code ? 1 : 0, skipped: 0 };
}

/** Runs the folder of that name, in the browsers and with the reporters of its own config. */
function playwright(folder, words) {
  const report = fresh(`${folder}.json`);
  const config = `tests/${folder}/playwright.config.ts`;
  // Among all tests, a driver that fails is asked once more, and the reporters say so. A step by itself is a proof.
  const code = run(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--config', config, ...words],
    only || quick ? {} : { RETRIES: '1' },
  );
  return countedBy(report, code, countsOf);
}

/** A runner's own report, counted; one that ended badly without a failed test has failed all the same. */
function countedBy(report, code, count) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`There is no report of this step: ${error.message}`);
    code ||= 1;
  }
  if (code && !counts.failed) counts.failed = 1;
  return counts;
}

function fresh(name) {
  mkdirSync(results, { recursive: true });
  rmSync(results + name, { force: true });
  return results + name;
}

function packages() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  if (names.every((name) => existsSync(`${root}node_modules/${name}/package.json`))) return;
  // npm empties the folder first: through a link, that would be somebody else's.
  if (lstatSync(`${root}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('Packages are missing in node_modules, which is a link. Run npm ci where it leads to.');
    process.exit(1);
  }
  if (run('npm', ['ci', '--no-audit', '--no-fund'])) process.exit(1);
}

/** The system's own browser is driven where there is one, else Playwright's. One that cannot be had is an error. */
function browser(engine) {
  const there = () => (engine === 'webkit' ? drivesWebKit() : systemBrowser(engine)) || playwrightHas(engine);
  if (there()) return;
  if (!aptInstall(...SYSTEM[engine].packages)) node('node_modules/playwright/cli.js', 'install', engine);
  return there()
    ? undefined
    : `No ${engine}: install ${SYSTEM[engine].packages.join(', ')}, or npx playwright install ${engine}.`;
}

/** The system's WebKit needs its driver, and a screen that nobody sees. */
function drivesWebKit() {
  return (
    systemBrowser('webkit') && ['WebKitWebDriver', 'xvfb-run', 'xauth'].every((name) => existsSync(`/usr/bin/${name}`))
  );
}

function playwrightHas(engine) {
  const ask = `import { ${engine} } from 'playwright'; console.log(${engine}.executablePath())`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], { cwd: root, encoding: 'utf8' });
  return existsSync(stdout.trim());
}

/** The store's tests want a real PostgreSQL beside the built-in one. On CI it has to be there, elsewhere they skip. */
function postgres() {
  if (postgresBinaries()) return;
  if (!process.env.CI) return void console.log('Without PostgreSQL, the tests against it are skipped.');
  aptInstall('postgresql');
  return postgresBinaries() ? undefined : 'No PostgreSQL: install postgresql.';
}

/** Whether they were installed; only root on Debian and its kin can. */
function aptInstall(...names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], env);
  return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], env) === 0;
}

function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}\n`);
}

/** Runs a program of a package, which needs no shell and no PATH. */
function node(...args) {
  return run(process.execPath, args);
}

function run(program, args, env = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && program === 'npm',
    env: { ...process.env, ...(quick && { TIER: 'quick' }), ...env },
  });
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? 1;
}
