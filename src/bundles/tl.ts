import { tl } from '../instrument/tl.ts';

window.cx7!.parts.tl = tl;
