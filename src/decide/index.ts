export { decide, draw } from './decide.ts';
export { CHECKS, type Check, type CheckName, type Decision, type Visit } from './types.ts';
