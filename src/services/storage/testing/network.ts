import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on this machine that can be interrupted, as a real network can. */
export interface Network {
  port: number;
  /** Connections that are open now stay open, and nothing comes through any more. New ones work. */
  silence(): void;
  /** Nothing comes through, in connections that are open and in new ones. What was sent meanwhile comes after `mend`. */
  cut(): void;
  mend(): void;
  /** Whether new connections are refused. */
  away: boolean;
  /** Another server is behind the address from now on; what was connected is cut off. */
  leadTo(port: number): void;
  close(): void;
}

export async function startNetwork(to: number): Promise<Network> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let target = to;
  let away = false;
  let isCut = false;

  function join([near, far]: readonly [Socket, Socket]): void {
    near.pipe(far);
    far.pipe(near);
  }
  function part([near, far]: readonly [Socket, Socket]): void {
    near.unpipe().pause();
    far.unpipe().pause();
  }
  function drop(pair: readonly [Socket, Socket]): void {
    pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }

  const server = createServer(near => {
    if (away) return near.destroy();
    const pair = [near, connect(target, '127.0.0.1')] as const;
    pairs.add(pair);
    for (const socket of pair) socket.on('error', () => drop(pair)).on('close', () => drop(pair));
    if (isCut) part(pair);
    else join(pair);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    silence: () => pairs.forEach(part),
    cut() {
      isCut = true;
      pairs.forEach(part);
    },
    mend() {
      isCut = false;
      pairs.forEach(join);
    },
    get away() {
      return away;
    },
    set away(now: boolean) {
      away = now;
    },
    leadTo(port) {
      target = port;
      pairs.forEach(drop);
    },
    close() {
      pairs.forEach(drop);
      server.close();
    },
  };
}

/** The same address, by way of the network. */
export function through(network: Pick<Network, 'port'>, url: string): string {
  const address = new URL(url);
  address.port = String(network.port);
  return address.href;
}
