import { fr } from '../instrument/fr.ts';

window.cx7!.parts.fr = fr;
