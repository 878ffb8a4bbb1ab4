import { accepts } from '../config/accepts.generated.ts';

/** Judges a config. */
window.cx7!.parts.accepts = { accepts };
