import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerEvent, Snapshot } from './client-protocol.ts';

export type EventLog = Awaited<ReturnType<typeof openEventLog>>;

/** A member's open connection: every event so far, the current snapshot, and waiting for what is still to come. */
export async function openEventLog(url: string, memberId: string) {
  const events: ServerEvent[] = [];
  const listeners = new Set<() => void>();
  let snapshot: Snapshot | undefined;

  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/client?member=${memberId}`);
  socket.on('message', raw => {
    const event = JSON.parse(String(raw)) as ServerEvent;
    if (event.type === 'snapshot') snapshot = event.snapshot;
    if (event.type === 'commands' && snapshot) snapshot = { ...snapshot, commands: event.commands };
    if (event.type === 'bot' && snapshot) snapshot = { ...snapshot, botOnline: event.online };
    events.push(event);
    for (const listener of [...listeners]) listener();
  });
  await new Promise<void>((resolve, reject) => {
    listeners.add(resolve);
    socket.once('error', reject);
    socket.once('close', (code, reason) => reject(new Error(`Refused: ${code} ${reason}`)));
  });
  listeners.clear();

  return {
    events,
    snapshot(): Snapshot {
      if (!snapshot) throw new Error('No snapshot has arrived.');
      return snapshot;
    },
    /** Resolves to what `look` finds, asked now and after each event. Rejects after `timeoutMs`. */
    until<T>(look: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = look();
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners.delete(check);
          reject(new Error(`No ${what} within ${timeoutMs} ms. Last events: ${describe(events.slice(-6))}`));
        }, timeoutMs);
        listeners.add(check);
        check();
      });
    },
    async close(): Promise<void> {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function describe(events: ServerEvent[]): string {
  return events
    .map(event => {
      if ('message' in event) return `${event.type} “${event.message.content.slice(0, 80)}”`;
      return event.type === 'interaction' ? `interaction ${event.state}` : event.type;
    })
    .join('; ');
}
