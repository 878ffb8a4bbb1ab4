import { explain } from '../config/explain.ts';

window.cx7!.parts['check'] = { explain };
