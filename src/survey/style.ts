/**
 * The survey's style sheet. Sizes are in em of the reader's own text size, which "all: initial" brings back on the
 * host element whatever the page has set; important rules of :host win over the page's important rules.
 *
 * Classes: p panel, h head, t test, n news, v for screen readers only, e problem, m message, s scale, l with long words,
 * o chosen, a apart, c comment, r row of buttons, g go, f foot, i small print.
 */
export const css = `
:host { all: initial !important; display: block !important }
@media print {
  :host { display: none !important }
}
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; color: inherit; background: none; border: 0 solid #7b8187; border-radius: .3em }
.p {
  font: 1em/1.45 "Public Sans", system-ui, sans-serif;
  container-type: inline-size;
  width: 27em;
  max-width: 100%;
  max-height: calc(100vh - 2em);
  margin: auto;
  padding: 0 1.25em;
  overflow: auto;
  overscroll-behavior: contain;
  overflow-wrap: anywhere;
  color: var(--k);
  background: var(--p);
  border-width: .3em 1px 1px;
  border-top-color: var(--a);
}
.inline { width: auto; max-width: 40em; max-height: none; margin: 0 }
.slide-in { position: fixed; z-index: 2147483647; bottom: 1em; box-shadow: 0 .5em 2em #0005 }
.start { inset-inline-start: 1em }
.end { inset-inline-end: 1em }
@media (max-width: 480px) {
  .slide-in { inset: auto 0 0; width: auto; max-height: 90dvh }
  .peek { max-height: 55dvh }
}
:focus-visible { outline: .2em solid var(--a); outline-offset: .15em }
[tabindex] { outline: 0 }
h2, h3, legend, .c label, .m, .o, .g, .n { font-weight: 700 }
h2 { margin-bottom: .5em; font-size: 1.375em; line-height: 1.25 }
.h, .r { display: flex; align-items: center; justify-content: space-between; margin-top: .25em; margin-inline-end: -.75em }
.i { font-size: .875em; opacity: .8 }
.v { position: absolute; clip-path: inset(50%) }
.n { margin-bottom: .5em; color: var(--a) }
.t, .e { margin-bottom: 1.25em; padding: .5em .75em; border-inline-start-width: .3em }
.t, .o { background: var(--t) }
.e { border-color: #d8372f }
[role=alert] { border-width: .2em }
.m { margin-bottom: .5em }
fieldset { min-width: 0; margin-bottom: 1.25em }
legend { float: left; width: 100%; margin-bottom: .5em }
.s { display: grid; gap: .35em; clear: both }
fieldset label { display: flex; align-items: center; gap: .75em; min-height: 44px; padding: .4em .75em; border-width: 1px; cursor: pointer }
.a { width: fit-content; margin-top: .35em; border-color: transparent }
.o { outline: 2px solid var(--a); outline-offset: -2px }
input { flex: none; width: 20px; height: 20px; accent-color: var(--a) }
@container (min-width: 20em) {
  .s:not(.l) { grid-template-columns: repeat(5, 1fr) }
  .s:not(.l) label { flex-direction: column; gap: .4em; padding: .75em .1em .4em; font-size: .8125em; line-height: 1.25; text-align: center }
}
@container (min-width: 27em) {
  .s { grid-template-columns: repeat(5, 1fr) }
  .s label { flex-direction: column; gap: .4em; padding: .75em .1em .4em; font-size: .8125em; line-height: 1.25; text-align: center }
}
textarea { width: 100%; margin-top: .4em; padding: .5em .75em; border-width: 1px; resize: vertical }
.r { justify-content: flex-start; flex-wrap: wrap; gap: .5em; margin: 1em 0 }
button { min-width: 44px; min-height: 44px; padding: 0 .75em; color: var(--a); text-decoration: underline; cursor: pointer }
.h button { padding: 0; font-size: 1.6em; color: inherit; text-decoration: none }
.g { padding: 0 1.5em; color: var(--p); background: var(--a); border: 1px solid transparent; text-decoration: none }
.f { padding: .75em 0; border-top: 1px solid var(--t); border-radius: 0 }
summary, .f a { display: inline-block; padding: .35em 0; text-decoration: underline; cursor: pointer }
`;
