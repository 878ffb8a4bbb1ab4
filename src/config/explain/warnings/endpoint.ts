import { inFull } from '../../endpoints/index.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

/** An address without a path: the front page of a site, which seldom takes answers. */
export const endpoint: Look = ({ endpoint: given }, warn) => {
  const whole = inFull(given);
  const url = 'url' in whole ? whole.url : '';
  const [site, host] = /^(\w+:\/\/([^/?#]+))?\/?(?=[?#]|$)/.exec(url)?.slice(1) ?? ['', undefined];
  if (!url || site === '') return;
  warn(
    typeof given === 'string' ? 'endpoint' : 'endpoint.url',
    `no path: answers would be posted to the front page of ${host ?? 'the page’s own site'}.`,
    `Write the whole address of the collector, such as ${quoted(`${site ?? ''}/v1/interviews`)}.`,
  );
};
