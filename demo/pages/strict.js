import { make } from './strip.js';

/** Lists what the browser reports of the page's policy. */
let count = 0;
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  document.querySelector('#count').textContent = ++count;
  document.querySelector('#violations').append(make('li', { textContent: `${violatedDirective}: ${blockedURI}` }));
});
