import { expect, test } from 'vitest';
import { readProxies } from './proxies.ts';

test('names, addresses and networks of both kinds', () => {
  const isProxy = readProxies('loopback, uniquelocal,203.0.113.7,2001:db8:1::/48');
  for (const address of [
    ...['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'],
    ...['172.18.0.1', '::ffff:172.18.0.1', '192.168.3.4', '10.1.2.3', 'fd00::1'],
    ...['203.0.113.7', '2001:db8:1:2::3'],
  ])
    expect([address, isProxy?.(address)]).toEqual([address, true]);
  for (const address of [
    ...['172.32.0.1', '203.0.113.8', '::ffff:203.0.113.8', '2001:db8:2::1', 'fe80::1', 'fe80::1%eth0'],
    ...['', 'unknown', '127.0.0.1:80', '127.0.0.1/8', 'loopback'],
  ])
    expect([address, isProxy?.(address)]).toEqual([address, false]);
});

test.each(['', 'everybody', 'loopback,', '10.0.0.0/33', '::/129', '10.0.0.0/-1', 'proxy.example.com', '*'])(
  'and nothing else: %j',
  text => {
    expect(readProxies(text)).toBeUndefined();
  },
);
