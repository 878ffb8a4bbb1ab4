// The loader comes first: it makes `window.cx7`, to which the others hand in what they hold.
import './loader.ts';
import './survey.ts';
import './extra.ts';
import './accepts.ts';
import './ar.ts';
import './es.ts';
import './fr.ts';
import './ht.ts';
import './ko.ts';
import './pt-BR.ts';
import './ru.ts';
import './tl.ts';
import './vi.ts';
import './zh-Hans.ts';
import './zh-Hant.ts';
import './hand.ts';

// What serves a function of the page serves an address too.
window.cx7!.parts.delivery = window.cx7!.parts.hand;
