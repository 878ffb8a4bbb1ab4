import { zhHant } from '../instrument/zh-Hant.ts';

window.cx7!.parts['zh-Hant'] = zhHant;
