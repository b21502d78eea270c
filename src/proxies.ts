import { BlockList, isIP } from 'node:net';

/** Whether an address is that of a proxy or tunnel, which is believed when it says whose request it passes on. */
export type IsProxy = (address: string) => boolean;

const named: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** These names, addresses and networks, separated by commas; undefined where one of them is none. */
export function readProxies(text: string): IsProxy | undefined {
  const list = new BlockList();
  for (const network of text.split(',').flatMap(word => named[word.trim()] ?? [word.trim()])) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
    const most = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || Number(bits ?? 0) > most) return undefined;
    list.addSubnet(address, Number(bits ?? most), familyOf(address));
  }
  // Of what a header says, not all is an address.
  return address => isIP(address) !== 0 && list.check(address, familyOf(address));
}
