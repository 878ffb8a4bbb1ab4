import * as check from '../visit/explain.ts';

window.cx7!.parts.check = check;
