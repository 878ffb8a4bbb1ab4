import { mainThread } from './site.mjs';

/** Milliseconds that each half of the benchmark goes on for. */
const TIME = 500;

/**
 * How fast a machine runs scripts, as Lighthouse rates it: its BenchmarkIndex, the mean of how many strings of 100,000
 * characters are put together a letter at a time, and of how many arrays of a million numbers are copied a number at a time, in
 * a second. Here it is a second of the thread's own CPU time, since other programs make no machine slower for good.
 *
 * A factor says nothing without the machine that it is applied to. The usual slow-down of four times makes a mid-tier phone of
 * a high-end desktop, whose index is 1,500 to 2,000; a machine that has less is to be slowed down by less.
 * Source: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#cpu-throttling
 */
export async function benchmarkIndex(page) {
  const halves = [];
  for (const work of [joinStrings, copyNumbers]) {
    const before = await mainThread(page);
    const done = await page.evaluate(`(${work})(${TIME})`);
    const after = await mainThread(page);
    halves.push((1000 * done) / (after.task - before.task));
  }
  return (halves[0] + halves[1]) / 2;
}

/** What a high-end desktop has: the middle of its bracket. */
export const HIGH_END = 1750;

/** How often 100,000 letters were joined within so many milliseconds: ten strings of 10,000 count as one. */
function joinStrings(ms) {
  let strings = 0;
  for (const end = performance.now() + ms; performance.now() < end; strings++) {
    let text = '';
    for (let letter = 0; letter < 10_000; letter++) text += 'a';
    if (text.length !== 10_000) throw Error('The loop was left out.');
  }
  return strings / 10;
}

/** How often a million numbers were copied within so many milliseconds: ten arrays of 100,000 count as one. */
function copyNumbers(ms) {
  const [one, other] = [0, 0].map(() => Array.from({ length: 100_000 }, (_, number) => number));
  let arrays = 0;
  for (const end = performance.now() + ms; performance.now() < end; arrays++) {
    const [from, to] = arrays % 2 ? [one, other] : [other, one];
    for (let number = 0; number < from.length; number++) to[number] = from[number];
  }
  return arrays / 10;
}
