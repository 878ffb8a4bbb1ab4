import { forget } from '../page/forget.ts';
import { callerOf } from '../page/interaction.ts';
import { keepCall } from '../page/resume.ts';
import { resumed } from '../survey/resume.ts';
import { theme } from '../survey/theme.ts';

/**
 * What few pages need: a contact center's options, the next respondent at a kiosk, colors of a team's own, and what
 * the files that few visits load must hash to.
 */
window.cx7!.parts.extra = { callerOf, forget, keepCall, resumed, theme, hashes: RARE_INTEGRITY };
