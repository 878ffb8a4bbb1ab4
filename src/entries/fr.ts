import { pack as fr } from '../instrument/languages/fr.ts';

window.cx7!.parts.fr = fr;
