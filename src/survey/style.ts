/**
 * The survey's style sheet. Sizes are in em of the reader's own text size, which `all: initial` brings back on the
 * host element whatever the page has set; important rules of `:host` win over the page's important rules.
 *
 * Classes: p panel, h head, x close, t test, n news, v for screen readers only, b body, e problems, w wrong, m message,
 * s scale, o chosen, a apart, c comment, r row of buttons, g go, f foot.
 */
export const css = `
:host {
  all: initial !important;
  display: block !important;
}
@media print {
  :host { display: none !important }
}
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; color: inherit }
.p {
  font: 1em/1.45 "Public Sans", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  container-type: inline-size;
  width: 27em;
  max-width: 100%;
  overflow: auto;
  overscroll-behavior: contain;
  overflow-wrap: anywhere;
  text-align: start;
  color: var(--k);
  background: var(--p);
  border: 1px solid var(--b);
  border-top: .3em solid var(--a);
  border-radius: .4em;
}
.inline { width: 100%; max-width: 40em }
.slide-in {
  position: fixed;
  z-index: 2147483647;
  inset-block-end: 1em;
  max-height: calc(100vh - 2em);
  box-shadow: 0 .6em 2em #0004;
}
.start { inset-inline-start: 1em }
.end { inset-inline-end: 1em }
dialog { margin: auto; max-height: calc(100vh - 2em) }
dialog::backdrop { background: #0009 }
@media (max-width: 480px) {
  .slide-in {
    inset: auto 0 0;
    width: auto;
    max-height: 90vh;
    max-height: 90dvh;
    border-radius: .7em .7em 0 0;
  }
  .peek { max-height: 55vh; max-height: 55dvh }
}
:focus { outline: 0 }
:focus-visible { outline: .2em solid var(--a); outline-offset: .15em }
.p:focus, h2:focus { outline: 0 }
.h { display: flex; align-items: center; justify-content: space-between; padding: .4em .4em 0 1.25em; font-size: .875em; color: var(--s) }
.x { width: 44px; height: 44px; font-size: 1.7em; line-height: 1; text-decoration: none }
.t { padding: .5em 1.25em; font-weight: 700; background: var(--t); border-block: 1px solid var(--b) }
.n { padding: .25em 1.25em 0; font-weight: 600; color: var(--o) }
.kept, .sending { color: var(--k) }
.v { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.b { padding: .25em 1.25em 1.25em }
h2 { margin-bottom: .6em; font-size: 1.375em; line-height: 1.25; font-weight: 700 }
.e { margin-bottom: 1.25em; padding: .75em 1em; border: .2em solid var(--e); border-radius: .25em }
h3 { font-weight: 700 }
.w { padding-inline-start: .75em; border-inline-start: .25em solid var(--e) }
.m { color: var(--e); font-weight: 700 }
fieldset { min-width: 0; margin-bottom: 1.4em; border: 0 }
legend, .c label { margin-bottom: .5em; font-weight: 600 }
.s { display: grid; gap: .35em }
.s label, .a label { display: flex; align-items: center; gap: .75em; min-height: 44px; padding: .4em .75em; border: 1px solid var(--b); border-radius: .3em; cursor: pointer }
.a label { display: inline-flex; margin-top: .5em; border-color: transparent }
input { flex: none; width: 1.25em; height: 1.25em; accent-color: var(--a) }
.p .o { font-weight: 700; background: var(--t); border-color: var(--a); box-shadow: inset 0 0 0 1px var(--a) }
@container (min-width: 22em) {
  .s { grid-template-columns: repeat(5, 1fr) }
  .s label { flex-direction: column; gap: .4em; padding: .7em .1em .5em; font-size: .8125em; line-height: 1.25; text-align: center; hyphens: auto }
  .s input { width: 1.5em; height: 1.5em }
}
.c span { font-weight: 400; color: var(--s) }
#hint, #room { font-size: .875em; color: var(--s) }
p#room.m { color: var(--e) }
textarea { display: block; width: 100%; margin: .4em 0 .25em; padding: .5em .6em; resize: vertical; background: var(--p); border: 1px solid var(--b); border-radius: .3em }
.r { display: flex; flex-wrap: wrap; gap: .75em; margin-top: 1.1em }
button { min-height: 44px; padding: 0 .75em; border: 0; border-radius: .3em; background: none; color: var(--a); text-decoration: underline; text-underline-offset: .2em; cursor: pointer }
button.x { padding: 0; color: inherit; text-decoration: none }
button.g { padding: 0 1.5em; font-weight: 700; text-decoration: none; color: var(--p); background: var(--a); border: 1px solid transparent }
.f { padding: .75em 1.25em 1em; border-top: 1px solid var(--h); font-size: .8125em; color: var(--s) }
.f p { margin-bottom: .5em }
summary { display: inline-block; padding: .35em 0; text-decoration: underline; cursor: pointer }
`;
