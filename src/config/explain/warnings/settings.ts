import { hasOwn } from '../../../instrument/own.ts';
import { TRIGGER, type TriggerSettings, triggers } from '../../triggers/index.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

const ofTrigger: readonly TriggerSettings[] = triggers;

export const unused: Look = ({ checked, display, trigger }, warn) => {
  if (checked !== undefined) warn('checked', 'no longer used.', 'Remove it.');
  if (display?.target && display.placement !== 'inline')
    warn('display.target', 'only an inline survey has a target.', 'Set display.placement to "inline", or remove it.');
  for (const field of Object.keys(trigger ?? {})) {
    const owners = ofTrigger.filter(({ fields }) => hasOwn(fields(), field));
    if (!owners.length || owners.some(({ name }) => name === (trigger?.on ?? TRIGGER))) continue;
    const names = owners.map(({ name }) => quoted(name)).join(' or ');
    // Who gives a field that a trigger cannot do without probably means that trigger.
    const isMeant = owners.some(({ traits }) => traits.needs?.includes(field));
    const fix = isMeant ? `Set trigger.on to ${names}, or remove it.` : 'Remove it.';
    warn(`trigger.${field}`, `only read where trigger.on is ${names}.`, fix);
  }
};

export const looks: Look = ({ display }, warn) => {
  if (!display?.accent) return;
  const contrast = contrastWithWhite(display.accent);
  if (contrast < 4.5)
    warn(
      'display.accent',
      `${display.accent} has a contrast of ${(Math.floor(contrast * 10) / 10).toFixed(1)} to 1 with white; WCAG 2.2 asks for 4.5.`,
      'Choose a darker one. Otherwise cx7 darkens it.',
    );
};

/** WCAG 2.2, relative luminance. */
function contrastWithWhite(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
