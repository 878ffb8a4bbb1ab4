import { pack as zhHant } from '../instrument/languages/zh-Hant.ts';

window.cx7!.parts['zh-Hant'] = zhHant;
