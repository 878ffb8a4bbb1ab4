import { vi } from '../instrument/vi.ts';

window.cx7!.parts.vi = vi;
