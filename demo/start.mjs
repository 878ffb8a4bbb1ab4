import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isBuilt } from '../src/build/built.mjs';

/** `npm start`: from a fresh clone to a survey in the browser. Until the packages are there it needs Node alone. */
const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules/.cx7-demo');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** What the demo serves. Other files of the build may be missing. */
const BUILT = ['cx7', 'cx7.survey', 'cx7.es', 'cx7.check', 'collector', 'dashboard/dashboard'].map(
  (name) => `dist/${name}.js`,
);

const HELP = `Usage: npm start -- [options]

Installs and builds what is missing, then serves the demo on this machine.

  --port <n>       port to listen at (default: 7280, or the next one that is free; 0 picks any)
  --seed <n>       fills the dashboard with that many made-up interviews, each marked as a test
  --fresh          throws away what earlier runs have collected
  --data <folder>  folder of the database (default: demo/.data); one demo at a time uses it
  --help           this`;

const RUNNING = `The demo is already running. Stop it with Ctrl-C where it was started, or start a second one with a database of
its own: npm start -- --data <folder>`;

await main().catch((error) => {
  console.error(error.expected ? error.message : error);
  process.exit(1);
});

async function main() {
  const { port, seed, fresh, data, help } = read(process.argv.slice(2));
  if (help) return console.log(HELP);
  if (!isInstalled()) install();
  if (!isBuilt(root, BUILT)) build();

  const { load } = await import('./load.mjs');
  const { startDemo } = await load();
  const demo = await startDemo({ root, dataFolder: data, port, seed, fresh, print: console.log }).catch((error) => {
    if (error.name !== 'StoreError') throw error;
    throw told(error.message.includes(' is in use ') ? RUNNING : error.message);
  });

  const dashboard = '/dashboard?survey=passport-renewal&test=true';
  console.log(`
The cx7 demo is running. Ctrl-C stops it.

  Start here     ${demo.url}/
  Service page   ${demo.url}/service.html
  Agent's desk   ${demo.url}/desk.html
  Dashboard      ${demo.url}${dashboard}
${seed ? '' : '\nThe dashboard fills as you answer. For made-up answers to look at: npm start -- --seed 500\n'}`);

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      // The terminal sends Ctrl-C to npm as well as here, and npm passes it on.
      if (stopping) return;
      stopping = true;
      demo.close().then(() => {
        console.log('\nStopped. What was collected is kept for the next time.');
        process.exit(0);
      });
    });
}

function read(args) {
  const number = (name, text, most) => {
    if (!/^\d+$/.test(text) || Number(text) > most) throw told(`--${name} takes a number from 0 to ${most}.`);
    return Number(text);
  };
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '7280' },
        seed: { type: 'string', default: '0' },
        data: { type: 'string', default: join(root, 'demo/.data') },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw told(`${error.message}\n\n${HELP}`);
  }
  return {
    ...values,
    port: number('port', values.port, 65_535),
    seed: number('seed', values.seed, 100_000),
    data: resolve(values.data),
  };
}

/** Whether what the lock file lists is there: put there from here, or by hand in the same versions. */
function isInstalled() {
  const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  try {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true;
    const there = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(
      ([path, { version, optional }]) => !path || optional || there[path]?.version === version,
    );
  } catch {
    return false; // one of the two is missing: npm knows what to do
  }
}

function install() {
  console.log('Installing packages. This takes a minute the first time…');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // A lock file written on one platform may lack the packages that are built for another; then npm ci refuses it
  // (npm/cli#4828). What fits this machine is found without it, and the file stays as it is.
  if (!succeeds('npm', ['ci', ...quiet], 'ignore')) run('npm', ['install', '--no-package-lock', ...quiet]);
  writeFileSync(stamp, lockHash());
}

function build() {
  console.log('Building…');
  run(process.execPath, [join(root, 'node_modules/rollup/dist/bin/rollup'), '--config', '--silent']);
}

function run(command, args) {
  if (!succeeds(command, args, 'inherit')) throw told(`${command} ${args.join(' ')} failed.`);
}

/** Windows finds npm only through a shell; nothing that is passed on comes from outside this file. */
function succeeds(command, args, stdio) {
  const shell = process.platform === 'win32' && command === 'npm';
  return spawnSync(command, args, { cwd: root, stdio, shell }).status === 0;
}

/** Trouble that its message says all about. */
function told(message) {
  return Object.assign(new Error(message), { expected: true });
}
