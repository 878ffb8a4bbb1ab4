import { ko } from '../instrument/ko.ts';

window.cx7!.parts.ko = ko;
