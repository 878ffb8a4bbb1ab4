import * as check from '../check.ts';

window.cx7!.parts.check = check;
