import { ru } from '../instrument/ru.ts';

window.cx7!.parts.ru = ru;
