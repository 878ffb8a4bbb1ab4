import { describe, expect, it } from 'vitest';
import { selectorFault } from '../../../src/config/explain/selector.ts';

/** Held against Chromium: `document.querySelector` takes these, but for what only Firefox has, and throws at the others. */
const GOOD = [
  'a',
  '*',
  '#feedback',
  '.usa-button.usa-button--outline',
  'main > a.button ~ span + b',
  'a:not([href^="/x"], .quiet) , #more',
  '[data-id="5"]',
  "[data-id='5' i]",
  '[hidden]',
  '[lang|=en]',
  'li:nth-child(2n + 1)',
  ':is(h1, h2):hover',
  'form:has(> button)',
  '#\\31 a',
  '.md\\:flex',
  '[data-step="a',
  ':not(.a',
  '-webkit-x',
  '--x',
  'ünder > é',
  ':host(.x)',
  'input:-moz-focusring',
  'a&',
];

const BAD = [
  ['', 'it ends too early'],
  [' ', 'it ends too early'],
  ['#[', 'a name must follow #'],
  ['#1a', 'a name does not begin with a digit: write [id="1a"]'],
  ['.2col', 'a name does not begin with a digit: write [class~="2col"]'],
  ['a,', 'it ends too early'],
  ['a,,b', ', cannot stand where it does'],
  ['> a', '> cannot stand where it does'],
  ['a > > b', '> cannot stand where it does'],
  ['a >', 'it ends too early'],
  ['[data-id=5]', 'the value of an attribute stands in quotation marks, as in [data-step="3"]'],
  ['[data-id="5" x y]', 'x cannot stand where it does'],
  ['a:contains("Feedback")', 'no browser knows :contains'],
  ['a:visible', 'no browser knows :visible'],
  ['a:hovr', 'no browser knows :hovr; perhaps :hover is meant'],
  [':not()', ') cannot stand where it does'],
  [':not', ':not needs a selector in parentheses'],
  ['text=Feedback', '= cannot stand where it does'],
  ['//button', '/ cannot stand where it does'],
  ['$("#feedback")', '$ cannot stand where it does'],
  ['a)', ') cannot stand where it does'],
  ['feedback@top', '@ cannot stand where it does'],
] as const;

/** Browsers take them, and find nothing. */
const NOTHING = ['p::before', 'a:before', 'a:AFTER', 'p:first-line', 'p:first-letter', 'a, b::after', 'x::part(y)'];

describe('a selector', () => {
  it.each(GOOD)('%s is one', (selector) => {
    expect(selectorFault(selector)).toBeUndefined();
  });

  it.each(BAD)('%s is none: %s', (selector, fault) => {
    expect(selectorFault(selector)).toBe(`is not a CSS selector: ${fault}`);
  });

  it.each(NOTHING)('%s has a pseudo-element, which is no element', (selector) => {
    const [name] = /::?[\w-]+/.exec(selector) ?? [];
    expect(selectorFault(selector)).toBe(
      `has a part that matches no element: ${name?.toLowerCase()} is a pseudo-element`,
    );
  });

  it('is read to its end, however hostile', () => {
    for (const text of ['(', ':not(', 'a ', '[a="\\', '\\', '--', '::'])
      selectorFault(text.repeat(Math.ceil(300 / text.length)));
  });
});
