import { generate } from '../src/build/generate.mjs';

/** The sources that a program writes are there before any test imports them. */
export async function setup(): Promise<void> {
  await generate();
}
