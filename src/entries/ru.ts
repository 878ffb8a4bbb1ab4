import { pack as ru } from '../instrument/languages/ru.ts';

window.cx7!.parts.ru = ru;
