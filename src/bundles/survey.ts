import { attend } from '../attend.ts';

window.cx7!.parts.survey = { attend };
