import { isRegular } from '../wildcard.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';
import { type Fault, faultIn } from './pages.ts';

/** Parts of paths that stay on the record although the config means to drop them. */
export const parts: Look = ({ dropParts = [] }, warn) => {
  for (const [index, part] of dropParts.entries()) {
    const { what, fix } = faultOf(part) ?? {};
    if (what && fix) warn(['dropParts', index], `${quoted(part)} ${what}.`, fix);
  }
};

function faultOf(part: string): Fault | undefined {
  if (/[?#]/.test(part) && !isRegular(part))
    return {
      what: 'drops nothing: only the path of an address is compared',
      fix: 'Write the path alone. Of a query, only what keepParams lists is recorded.',
    };
  if (!part.includes('*') && !faultIn(part))
    return {
      what: 'drops nothing: it has no *, which stands for what is dropped',
      fix: `Write * for the part that is not to be recorded, such as ${quoted(`${part.replace(/\/$/, '')}/*`)}.`,
    };
  return faultIn(part, 'drops nothing');
}
