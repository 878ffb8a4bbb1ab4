/** How long a finger presses: milliseconds. */
export const PRESS = 80;

/** What makes a visit worthless. */
const ELSEWHERE = 'A press went elsewhere.';

export function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Presses at a place of a page that Playwright does not drive. */
export async function pressAt({ send }, { x, y }) {
  for (const type of ['mousePressed', 'mouseReleased']) {
    await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    await rest(PRESS);
  }
}

/**
 * Presses the second answer in each of the radio groups, and resolves with how long the slowest press waited, and took
 * until the next paint. Needs `paint.js` in the page.
 *
 * @param evaluate has the page evaluate an expression
 */
export async function pressAnswers(groups, evaluate, press) {
  for (const group of groups) {
    const spot = await evaluate(`bench.spot(${group}, 1)`);
    await rest(50); // until it has been scrolled there
    await press(spot);
    await rest(150);
  }
  if ((await evaluate('bench.answered()')) !== groups.length) throw Error(ELSEWHERE);
  const { presses } = await evaluate('bench.seen()');
  return {
    delay: Math.max(0, ...presses.map(({ delay }) => delay)),
    // One that took less than the 16 ms from which on the browser tells counts as 16.
    paint: Math.max(16, ...presses.map(({ paint }) => paint)),
  };
}
