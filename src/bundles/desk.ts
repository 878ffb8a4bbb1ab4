import { forget } from '../page/forget.ts';
import { callerOf } from '../page/interaction.ts';
import { keepCall } from '../page/resume.ts';

window.cx7!.parts.desk = { callerOf, forget, keepCall };
