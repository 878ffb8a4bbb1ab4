export { decide } from './decide.ts';
export { type Draw, drawFor, drawOf, drawV1, passesTag, probabilityOf, type TagDraw, type UnitDraw } from './draw.ts';
export { explain } from './explain.ts';
export { sampleOf } from './sample.ts';
export { tagDrawOf, tagMismatch } from './tag.ts';
export { CHECKS, type Check, type CheckName, type Decision, type Seen, type Verdict, type Visit } from './types.ts';
