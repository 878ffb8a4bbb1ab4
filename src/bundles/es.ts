import { es } from '../instrument/es.ts';

window.cx7!.parts.es = es;
