import { zhHans } from '../instrument/zh-Hans.ts';

window.cx7!.parts['zh-Hans'] = zhHans;
