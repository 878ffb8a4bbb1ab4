import { pack as ar } from '../instrument/languages/ar.ts';

window.cx7!.parts.ar = ar;
