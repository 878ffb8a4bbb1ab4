/** The sources that a program writes are there before any test imports them. */
export { generate as setup } from '../src/build/generate.mjs';
