export { decide, draw } from './decide.ts';
export { explain } from './explain.ts';
export { sampleOf } from './sample.ts';
export { CHECKS, type Check, type CheckName, type Decision, type Seen, type Verdict, type Visit } from './types.ts';
