import { accepts } from '../config/accepts.generated.ts';

/** Judges a config that carries no stamp of its own. */
window.cx7!.parts.accepts = { accepts };
