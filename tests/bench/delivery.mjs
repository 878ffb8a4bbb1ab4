import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mainThread, settled, startBrowser, startSite, visit } from './site.mjs';
import { figure, spread, summary, table } from './table.mjs';

/**
 * `npm run bench:delivery`: what a waiting record costs a page, and whether that grows with how many wait. Prints
 * figures and passes no judgement on a machine: times are comparable within one run only, counts everywhere.
 *
 *     npm run bench:delivery                        the built file
 *     npm run bench:delivery -- before.js after.js  two builds of it, side by side in one run
 *     npm run bench:delivery -- --runs 9 --sizes 10,1000
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, sizes: { type: 'string', default: '1,10,100,1000' } },
});
const runs = Number(options.runs);
const sizes = options.sizes.split(',').map(Number);
const built = fileURLToPath(new URL('../../dist/cx7.survey.js', import.meta.url));
const files = positionals.length ? positionals.map((file) => resolve(file)) : [built];
const missing = files.find((file) => !existsSync(file));
if (missing || !(runs >= 1) || !sizes.every((size) => size >= 1)) {
  console.error(
    missing
      ? `There is no ${missing}. Build it first: npm run build`
      : `--runs ${options.runs} --sizes ${options.sizes}: both take whole numbers from 1 on, as in --runs 5 --sizes 10,1000.`,
  );
  process.exit(2);
}
const builds = Object.fromEntries(
  files.map((file, i) => [files.length > 1 ? `${i + 1}-${basename(file, '.js').replaceAll('.', '-')}` : 'built', file]),
);

const record = JSON.parse(readFileSync(new URL('../wire/interview-1-complete.json', import.meta.url), 'utf8'));
/** How often one more record is put while others wait. */
const MORE = 10;

/** The phases in the order in which they are gone through, and the records that each one's cost is divided by. */
const PHASES = {
  more: { title: 'one more record, while N wait for an endpoint that answers 401', records: () => MORE },
  outage: { title: 'N records put during an outage', records: (size) => size },
  drain: { title: 'the N are sent when it is over', records: (size) => size },
  next: { title: 'a next visit finds N and sends them', records: (size) => size },
};

/** Figures of all runs: name → one value a run, or a record. By build, phase and size. */
const results = new Map(
  Object.keys(builds).flatMap((build) =>
    Object.keys(PHASES).flatMap((phase) => sizes.map((size) => [`${build} ${phase} ${size}`, new Map()])),
  ),
);
const figuresOf = (build, phase, size) => results.get(`${build} ${phase} ${size}`) ?? new Map();
function note(build, phase, size, figures) {
  const known = figuresOf(build, phase, size);
  for (const [name, value] of Object.entries(figures)) known.set(name, [...(known.get(name) ?? []), ...[value].flat()]);
}

const site = await startSite(builds);
const browser = await startBrowser();
try {
  const began = Date.now();
  // One after the other, small and large in turn, so that a busy minute of the machine falls on all of them.
  const inTurn = sizes.toSorted((a, b) => a - b).flatMap((size, i, all) => (i % 2 ? [size, all[i - 1]] : []));
  const order = [...new Set([...inTurn, ...sizes])];
  for (let run = 0; run <= runs; run++)
    for (const size of order)
      for (const build of run % 2 ? Object.keys(builds) : Object.keys(builds).reverse()) {
        // Small ones are over soon and vary more. The first run counts and takes no time.
        for (let again = run && size <= 10 ? 3 : 1; again--; ) await oneMore(build, size, !run);
        for (let again = run && size <= 10 ? 3 : 1; again--; ) await outage(build, size, !run);
        if (process.stderr.isTTY) process.stderr.write(`\rrun ${run} of ${runs}, ${size} records, ${build}   `);
      }
  console.log(
    `Records of ${figure(JSON.stringify(record).length)} characters; ${runs} runs, 3 times as many of up to 10 records; ${browser.version()}, ${cpus().length} cores, ${Math.round((Date.now() - began) / 1000)} s.`,
  );
  console.log('Median (min–max), times in ms. Main thread: its own CPU time.');
  for (const build of Object.keys(builds)) print(build);
} finally {
  await browser.close();
  site.close();
}

/** Does something on a page and notes what it took: the main thread, long tasks, requests, storage. */
async function measured(build, phase, size, { page, cdp, counting }, act) {
  const records = PHASES[phase].records(size);
  const requests = site.requests;
  const before = await mainThread(cdp);
  const figures = await act();
  await settled(cdp);
  const after = await mainThread(cdp);
  const counts = { requests: site.requests - requests, ...(await page.evaluate(() => bench.counts())) };
  // Trouble, a database that was too slow to answer say, makes a run's figures worthless and has to be seen.
  note(build, phase, size, { '# errors heard': counts.errors ?? 0 });
  delete counts.errors;
  if (counting) return note(build, phase, size, perRecord(counts, records, '# '));
  const longTasks = await page.evaluate(() => bench.longTasks());
  note(build, phase, size, {
    ...figures,
    ...perRecord({ 'main thread': after.task - before.task }, records),
    'long tasks': longTasks.length,
    'longest task': Math.max(0, ...longTasks),
  });
}

function perRecord(figures, records, prefix = '') {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [`${prefix}${name} a record`, value / records]),
  );
}

/** N records wait for what only a person can mend; one more is put, and the endpoint takes it. */
async function oneMore(build, size, counting) {
  const context = await browser.newContext();
  const { page, cdp } = await visit(context, `${site.url}/${build}${counting ? '?count' : ''}`);
  site.answer = 401;
  await page.evaluate(
    async ([record, size]) => {
      await bench.open();
      await bench.putInTurn(record, size);
      await bench.heard('waiting', size);
    },
    [record, size],
  );
  await settled(cdp);
  site.answer = 204;
  await page.evaluate(() => bench.begin());
  await measured(build, 'more', size, { page, cdp, counting }, async () => {
    const followed = await page.evaluate(
      async ([record, MORE]) => {
        const followed = [];
        for (let i = 0; i < MORE; i++) followed.push(await bench.follow(record));
        return followed;
      },
      [record, MORE],
    );
    return {
      'put returns': followed.map(({ returned }) => returned),
      'until durable': followed.map(({ durable }) => durable),
      'until sent': followed.map(({ sent }) => sent),
    };
  });
  await context.close();
}

/** N records are put while offline; then the network returns, once to the same page and once to a later one. */
async function outage(build, size, counting) {
  const address = `${site.url}/${build}${counting ? '?count' : ''}`;
  const context = await browser.newContext();
  const first = { ...(await visit(context, address)), counting };
  await first.page.evaluate(() => bench.open());
  await fill(first);
  await first.page.evaluate(() => bench.begin());
  await measured(build, 'drain', size, first, async () => {
    await context.setOffline(false);
    return sent(first.page, size, 'online');
  });
  await first.page.close();

  // In a browser of its own: what the first page has sent is not to lie in its database.
  const other = await browser.newContext();
  const left = { ...(await visit(other, address)), counting };
  await left.page.evaluate(() => bench.open());
  await fill(left, true);
  await left.page.close();
  await other.setOffline(false);
  const next = { ...(await visit(other, address)), counting };
  await measured(build, 'next', size, next, async () => {
    await next.page.evaluate(() => bench.open());
    return sent(next.page, size, 'opened');
  });
  await other.close();
  await context.close();

  async function fill(at, again) {
    await at.page.context().setOffline(true);
    await settled(at.cdp);
    await at.page.evaluate(() => bench.begin());
    const act = async () => {
      const puts = await at.page.evaluate(
        async ([record, size]) => {
          const puts = await bench.putInTurn(record, size);
          await bench.heard('waiting', size);
          return puts;
        },
        [record, size],
      );
      return { 'put returns': puts.map(({ returned }) => returned) };
    };
    if (!again) return measured(build, 'outage', size, at, act);
    await act();
    await settled(at.cdp);
  }
}

/** Waits until all are sent. */
function sent(page, size, since) {
  return page.evaluate(
    async ([size, since]) => {
      await bench.heard('sent', size);
      const { first } = bench.times('sending', bench[since]);
      const { last } = bench.times('sent', bench[since]);
      return { 'until the first request': first, 'until all are sent': last, 'the same a record': last / size };
    },
    [size, since],
  );
}

function print(build) {
  console.log(`\n══ ${build}: ${builds[build]}`);
  for (const [phase, { title }] of Object.entries(PHASES)) {
    const names = [...new Set(sizes.flatMap((size) => [...figuresOf(build, phase, size).keys()]))];
    // Times first, then what is exact.
    names.sort((a, b) => a.startsWith('#') - b.startsWith('#'));
    const rows = names.map((name) => [
      name.replace(/^# /, ''),
      ...sizes.map((size) => spread(figuresOf(build, phase, size).get(name) ?? [])),
      ratio(growth(build, phase, name)),
    ]);
    console.log(`\n${title}\n`);
    console.log(table([['', ...sizes.map((size) => `N = ${figure(size)}`), '1,000 : 10'], ...rows]));
  }
  if (!sizes.includes(10) || !sizes.includes(1000)) return;
  const held = [
    ['drain', 'the same a record', 'time of the drain'],
    ['drain', 'main thread a record', 'main thread of the drain'],
    ['outage', 'main thread a record', 'main thread of an outage'],
    ['next', 'the same a record', 'time of a next visit'],
    ['next', 'main thread a record', 'main thread of a next visit'],
    ['more', 'main thread a record', 'main thread of one more'],
  ].map(([phase, name, what]) => [what, growth(build, phase, name)]);
  const grown = Object.keys(PHASES).flatMap((phase) =>
    [...figuresOf(build, phase, 1000).keys()]
      .filter((name) => name.startsWith('#') && growth(build, phase, name) > 1.1)
      .map((name) => `${name.slice(2)} (${phase}, ${ratio(growth(build, phase, name))})`),
  );
  console.log(`\nCounts that grow by more than a tenth: ${grown.join(', ') || 'none'}.`);
  const over = held.filter(([, times]) => !(times <= 1.5));
  console.log(
    `A record's cost at 1,000 is ${over.length ? 'NOT ' : ''}at most 1.5 times that at 10: ${held.map(([what, times]) => `${what} ${ratio(times)}`).join(', ')}.`,
  );
}

/** A figure at 1,000 records, in times of the one at 10. */
function growth(build, phase, name) {
  const [few, many] = [10, 1000].map((size) => summary(figuresOf(build, phase, size).get(name) ?? [])?.median);
  return few === many ? 1 : many / few;
}

function ratio(times) {
  return Number.isFinite(times) ? `${figure(times)} ×` : '–';
}
