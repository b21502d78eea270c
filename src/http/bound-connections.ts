import type { Server } from 'node:http';
import { normalizeIP } from '@fastify/rate-limit';

/** How many connections may be open at once. Whatever comes beyond them is closed unheard. */
export interface ConnectionBounds {
  most: number;
  /** From one address (of IPv6: from one network, which one customer has to themselves). */
  ofAddress: number;
  /** From this machine, where a tunnel or proxy speaks for everybody. */
  ofThisMachine: number;
}

const isThisMachine = (address: string) => address.startsWith('127.') || address === '::1';

export function boundConnections(server: Server, { most, ofAddress, ofThisMachine }: ConnectionBounds): void {
  const counts = new Map<string, number>();
  let open = 0;
  server.on('connection', socket => {
    const address = normalizeIP(socket.remoteAddress ?? '');
    const count = counts.get(address) ?? 0;
    if (open >= most || count >= (isThisMachine(address) ? ofThisMachine : ofAddress)) {
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
