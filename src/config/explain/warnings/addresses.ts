import { inFull } from '../../endpoints/index.ts';
import { quoted } from '../words.ts';
import type { Look } from './look.ts';

/** Addresses that lead nowhere, or somewhere else than is meant. */
export const addresses: Look = ({ endpoint, privacy }, warn) => {
  const whole = inFull(endpoint);
  const field = typeof endpoint === 'string' ? 'endpoint' : 'endpoint.url';
  const url = 'url' in whole ? whole.url : undefined;
  for (const [path, address] of [
    [field, url],
    ['privacy.url', privacy?.url],
  ] as const) {
    const fault = address === undefined ? undefined : faultIn(address);
    if (fault) warn(path, `${quoted(address)} ${fault.what}.`, fault.fix);
  }
  const front = url === undefined ? null : /^(?:\w+:\/\/([^/?#@]+))?\/?(?=[?#]|$)/.exec(url);
  if (!front) return;
  const host = front[1];
  const better = `${url?.slice(0, host ? url.indexOf(host) + host.length : 0)}/v1/interviews`;
  warn(
    field,
    `no path: answers would be posted to the front page of ${host ?? 'the page’s own site'}.`,
    `Write the whole address of the collector, such as ${quoted(better)}.`,
  );
};

function faultIn(address: string): { what: string; fix: string } | undefined {
  const user = /^(\w+:\/\/)[^/?#]*@(.*)$/.exec(address);
  if (user)
    return {
      what: 'names a user: browsers refuse such an address, and whoever opens the page can read it',
      fix: `Write ${quoted(`${user[1]}${user[2]}`)}.`,
    };
  if (/^\w+:\/\/([/?#]|$)/.test(address)) return { what: 'names no host', fix: 'Write the host after https://.' };
  if (/^\/\\/.test(address))
    return { what: 'leads to another site, since browsers read \\ as /', fix: 'Write the address with https://.' };
  return undefined;
}
