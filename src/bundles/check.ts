import { explain } from '../config/explain.ts';
import { explainVerdict } from '../decide/explain.ts';

window.cx7!.parts.check = { explain, explainVerdict };
