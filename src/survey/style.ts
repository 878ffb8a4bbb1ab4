/**
 * The survey's style sheet. Sizes are in em of the reader's own text size, which "all: initial" brings back on the
 * host element whatever the page has set; important rules of :host win over the page's important rules.
 *
 * Classes: p panel, h head, t test, n news, v for screen readers only, e problem, m message, s scale, l with long words,
 * o chosen, a apart, c comment, k link to it, r row of buttons, g go, f foot, i small print.
 */
export const css = `
:host { all: initial !important; display: contents !important }
@media print {
  :host { display: none !important }
}
* { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid #777; border-radius: .3em; background: none; color: inherit; font: inherit }
.p {
  container-type: inline-size;
  width: 27em;
  max-width: 100%;
  max-height: 90vh;
  margin: auto;
  padding: 0 1.25em;
  border-width: .3em 1px 1px;
  border-top-color: var(--3);
  background: var(--2);
  color: var(--1);
  font: 1em/1.45 "Public Sans", system-ui, sans-serif;
  overflow: auto;
  overflow-wrap: anywhere;
  overscroll-behavior: contain;
  color-scheme: light;
  --1:#1b1b1b; --2:#fff; --3:#005ea2; --4:#005ea21a; --5:#b51d09;
}
@media (prefers-color-scheme: dark) {
  .p { color-scheme: dark; --1:#f0f0f0; --2:#1c1c1c; --3:#619cc6; --4:#619cc61a; --5:#fb8d7d}
}
.inline { width: auto; max-width: 40em; max-height: none; margin: 0 }
.slide-in { position: fixed; bottom: 1em; z-index: 2147483647; box-shadow: 0 .5em 2em #0005 }
.start { inset-inline-start: 1em }
.end { inset-inline-end: 1em }
@media (max-width: 30em) {
  .slide-in { inset: auto 0 0; width: auto; max-height: 90dvh }
  .offered { max-height: 55dvh }
}
.p[data-back] { inset-block: 1em auto; max-height: 3.75em; overflow: hidden }
.k { position: fixed; inset: 0 auto auto 0; z-index: 2147483647; padding: 1em 1.25em }
.k:not(:focus) { clip-path: inset(50%) }
:focus-visible { outline: 3px solid var(--3); outline-offset: 2px }
[tabindex] { outline: 0 }
.o { outline: 2px solid var(--3); outline-offset: -2px }
.o, .g { font-weight: 700 }
h2, h3, legend, .c label, .m, .n { margin-bottom: .5em; font-weight: 700 }
h2 { font-size: 1.375em; line-height: 1.25 }
.n { color: var(--3) }
.v { position: absolute; clip-path: inset(50%) }
.i { font-size: .875em }
.t, .o { background: var(--4) }
.t, .e { margin-bottom: 1.25em; padding: .5em .75em; border-inline-start-width: .3em }
.e { border-color: var(--5) }
.m { color: var(--5) }
[role=alert] { border-width: .2em }
fieldset { min-width: 0; margin-bottom: 1.25em }
legend { float: left; width: 100% }
.s { clear: both; display: grid; grid-auto-columns: 1fr; gap: .3em }
.h, .r, fieldset label { display: flex; align-items: center; gap: .75em }
.h { margin-inline-end: -.75em }
.h p { flex: 1 }
.r { flex-wrap: wrap; margin: 1em 0 }
fieldset label { min-height: 44px; padding: .5em .75em; border-width: 1px; cursor: pointer }
textarea { width: 100%; margin-top: .5em; padding: .5em .75em; border-width: 1px; resize: vertical }
.a { width: fit-content; margin-top: .3em; border-color: transparent }
input { flex: none; width: 20px; height: 20px; accent-color: var(--3) }
@container (min-width: 20em) {
  .s:not(.l) { grid-auto-flow: column }
  .s:not(.l) label { flex-direction: column; padding: .75em .1em .5em; font-size: .8125em; line-height: 1.25; text-align: center }
}
@container (min-width: 27em) {
  .s { grid-auto-flow: column }
  .s label { flex-direction: column; padding: .75em .1em .5em; font-size: .8125em; line-height: 1.25; text-align: center }
}
button, summary, .f a { text-decoration: underline; cursor: pointer }
button, select { min-width: 44px; min-height: 44px; color: var(--3) }
select { max-width: 45% }
.h button { color: inherit; font-size: 1.6em; text-decoration: none }
.g { padding: 0 1.5em; border: 1px solid transparent; background: var(--3); color: var(--2); text-decoration: none }
summary, .f a, .e a { display: inline-flex; align-items: center; min-height: 44px }
.f { padding: .75em 0; border-top: 1px solid var(--4); border-radius: 0 }
`;
