import { ht } from '../instrument/ht.ts';

window.cx7!.parts.ht = ht;
