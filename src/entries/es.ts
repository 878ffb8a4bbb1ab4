import { pack as es } from '../instrument/languages/es.ts';

window.cx7!.parts.es = es;
