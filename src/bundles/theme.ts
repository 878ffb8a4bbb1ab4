import { theme } from '../survey/theme.ts';

window.cx7!.parts.theme = { theme };
