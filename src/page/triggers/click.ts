import type { StartTrigger } from './types.ts';

/**
 * Opens the survey when what the selector names is clicked, and has its files fetched ahead of that, when the pointer
 * comes there. It hears of both ahead of the page, which may keep them to itself, and also from within a component.
 */
export const start: StartTrigger = ({ settings: { selector = '' }, signal, isAsked, prepare, open }) => {
  if (!isAsked()) return {};
  document.querySelector(selector); // a selector that is none throws here, once, and not at every click
  const on = (type: string, act: () => void) =>
    addEventListener(type, (event) => isWithin(event, selector) && !isWithin(event, '[data-cx7]') && act(), {
      signal,
      capture: true,
    });
  on('pointerover', prepare);
  on('click', open);
  return {};
};

/** Whether an event comes from an element that fits, or from something in it. The page and its window fit nothing. */
const isWithin = (event: Event, selector: string): boolean =>
  (event.composedPath() as Partial<Element>[]).some((element) => element.matches?.(selector));
