import { pack as ht } from '../instrument/languages/ht.ts';

window.cx7!.parts.ht = ht;
