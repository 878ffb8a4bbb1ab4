import { ADMINISTRATIONS, CHANNELS } from '../config/coding.ts';
import { boolean, choice, integer, type Judge, number, object, oneOf, table, text } from '../config/shape.ts';
import type { OpenOptions } from './interaction.ts';

/** No figure is larger: the record's schema refuses it. */
export const LARGEST = 1e15;

const figure = number(-LARGEST, LARGEST);

/**
 * Whether any record can hold these options as they are. Pages pass anything, and what a record cannot hold would be
 * refused forever, together with the answers. Of the rest `mendOptions` knows more; few pages ever need it. So a key
 * without a digit is looked at twice: it may be `'undefined'`, as which all callers would be one.
 */
export const areSure = object({
  interactionKey: oneOf(text('[ -~]*\\d[ -~]*'), integer(0, LARGEST)),
  channel: choice(...CHANNELS),
  administration: choice(...ADMINISTRATIONS),
  office: text('[!-~]([ -~]{0,98}[!-~])?'),
  context: table(text('.*'), oneOf(text('\\P{C}{0,99}'), boolean, figure)),
  indicators: table(text('.*'), figure),
  preview: boolean,
} satisfies Record<keyof OpenOptions, Judge>);

/** Of options that are not all sure, those that are; nothing where no key is, which a misspelt name may stand for. */
export function sureOf(given: OpenOptions): OpenOptions | undefined {
  const sure = Object.fromEntries(Object.entries(given).filter(([name, value]) => areSure({ [name]: value })));
  return 'interactionKey' in sure ? sure : undefined;
}
