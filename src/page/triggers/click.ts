import type { StartTrigger } from './types.ts';

/**
 * Opens the survey when what the selector names is clicked, and has its files fetched ahead of that, when the pointer
 * comes there.
 */
export const start: StartTrigger = ({ settings: { selector = '' }, signal, isAsked, prepare, open }) => {
  if (!isAsked()) return {};
  document.querySelector(selector); // a selector that is none throws here, once, and not at every click
  const on = (type: string, act: () => void) =>
    addEventListener(type, ({ target }) => (target as Element | null)?.closest?.(selector) && act(), { signal });
  on('pointerover', prepare);
  on('click', open);
  return {};
};
