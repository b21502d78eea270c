import type { WebSocket } from 'ws';
import type { ServerEvent } from './client-protocol.ts';

export interface ClientHub {
  accept(memberId: string, socket: WebSocket): void;
  send(memberId: string, event: ServerEvent): void;
  /** Sends to every connected member what `eventFor` makes for them; nothing where it gives nothing. */
  broadcast(eventFor: (memberId: string) => ServerEvent | undefined): void;
  close(): void;
}

/** The members' open clients: one member may have several. */
export function createClientHub(): ClientHub {
  const sockets = new Map<WebSocket, string>();
  const write = (socket: WebSocket, event: ServerEvent) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  };
  return {
    accept(memberId, socket) {
      sockets.set(socket, memberId);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.terminate());
    },
    send(memberId, event) {
      for (const [socket, owner] of sockets) if (owner === memberId) write(socket, event);
    },
    broadcast(eventFor) {
      for (const [socket, owner] of sockets) {
        const event = eventFor(owner);
        if (event) write(socket, event);
      }
    },
    close() {
      for (const socket of sockets.keys()) socket.terminate();
    },
  };
}
