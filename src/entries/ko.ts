import { pack as ko } from '../instrument/languages/ko.ts';

window.cx7!.parts.ko = ko;
