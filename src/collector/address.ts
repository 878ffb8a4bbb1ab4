/**
 * The client's address. `X-Forwarded-For` is believed only as far as there are proxies of one's own: each of them
 * appends the address it saw, so that with one proxy the last entry is true and everything before it is hearsay.
 */
export function addressOf(headers: Headers, peer: string | undefined, proxies: number): string | undefined {
  if (proxies === 0) return network(peer);
  const chain = headers.get('x-forwarded-for')?.split(',') ?? [];
  return network(withoutPort(chain.at(-proxies)?.trim() || chain[0]?.trim() || peer));
}

/** Some proxies append the port as well: `192.0.2.1:4711`, `[2001:db8::1]:4711`. No address is longer than 45 characters. */
function withoutPort(address: string | undefined): string | undefined {
  const [, inside] = /^\[([^\]]*)\](?::\d+)?$/.exec(address ?? '') ?? [];
  const [, before] = /^([^:]*):\d+$/.exec(address ?? '') ?? [];
  return (inside ?? before ?? address)?.slice(0, 45);
}

/** One household or office has a whole /64 of IPv6: that is the client, not each address in it. */
function network(address: string | undefined): string | undefined {
  if (!address?.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  const [plain = ''] = address.split('%'); // Behind it stands the interface's name.
  const [head = '', tail = ''] = plain.split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const groups = address.includes('::')
    ? [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
    : before;
  return groups.slice(0, 4).join(':');
}
