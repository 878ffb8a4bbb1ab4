import { pack as vi } from '../instrument/languages/vi.ts';

window.cx7!.parts.vi = vi;
