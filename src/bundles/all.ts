// The loader comes first: it makes `window.cx7`, to which the others hand in what they hold.
import '../loader.ts';
import './survey.ts';
import './delivery.ts';
import './desk.ts';
import './es.ts';
