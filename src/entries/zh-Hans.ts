import { pack as zhHans } from '../instrument/languages/zh-Hans.ts';

window.cx7!.parts['zh-Hans'] = zhHans;
