import type { Server } from 'node:http';
import { normalizeIP } from '@fastify/rate-limit';
import type { IsProxy } from '../proxies.ts';

/** How many connections may be open at once. Whatever comes beyond them is closed unheard. */
export interface ConnectionBounds {
  most: number;
  /** From one address (of IPv6: from one network, which one customer has to themselves). */
  ofAddress: number;
  /** From one proxy or tunnel, which speaks for everybody. */
  ofProxy: number;
}

export function boundConnections(
  server: Server,
  { most, ofAddress, ofProxy }: ConnectionBounds,
  isProxy: IsProxy,
): void {
  const counts = new Map<string, number>();
  let open = 0;
  server.on('connection', socket => {
    const from = socket.remoteAddress ?? '';
    const address = normalizeIP(from);
    const count = counts.get(address) ?? 0;
    if (open >= most || count >= (isProxy(from) ? ofProxy : ofAddress)) {
      socket.destroy();
      return;
    }
    open++;
    counts.set(address, count + 1);
    socket.once('close', () => {
      open--;
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  });
}
