import { ar } from '../instrument/ar.ts';

window.cx7!.parts.ar = ar;
