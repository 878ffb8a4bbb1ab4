import { pack as tl } from '../instrument/languages/tl.ts';

window.cx7!.parts.tl = tl;
