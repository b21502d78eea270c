/** Servers beside the embedded Discord's own: the bot is in all of them, and members act in whichever they are at home in. */
import { ids } from '@ai-actor/playground/discord';
import type { WebSocket, WebSocketServer } from 'ws';

/** The first is the embedded one, which the others are copies of. Their ids lie so far apart that shards get equal shares. */
export const guildIdOf = (nth: number): string =>
  nth === 0 ? ids.guild : String(BigInt(ids.guild) + (BigInt(nth) << 22n));

/** What Discord lets one gateway have: of the others, only their ids are told, as during an outage. */
export const guildsMost = 2_500;

/** While so much is on its way, no more servers are sent. */
const waitingBytesMost = 1_000_000;

interface Event {
  t?: string;
  d?: { id?: string; guilds?: object[]; member?: { user: { id: string } }; user?: { id: string } };
}

/**
 * Adds `count - 1` servers to what every gateway session is told, and moves each interaction to the home of its member.
 * `onInteraction` is called when one goes on its way.
 */
export function addGuilds(
  sockets: WebSocketServer,
  {
    count,
    channels,
    homeOf,
    onInteraction,
  }: {
    count: number;
    /** Of each of them. */
    channels: number;
    homeOf: (memberId: string) => number;
    onInteraction: (id: string) => void;
  },
): void {
  const others = Array.from({ length: count - 1 }, (_, at) => guildIdOf(at + 1));
  sockets.on('connection', socket => {
    const send = socket.send.bind(socket) as (data: string) => void;
    socket.send = ((data: string) => {
      // Only what is looked into is read.
      const begins = data.slice(0, 60);
      if (begins.includes('"READY"')) {
        const event = JSON.parse(data) as Event;
        event.d?.guilds?.push(...others.map(id => ({ id, unavailable: true })));
        return send(JSON.stringify(event));
      }
      if (begins.includes('"GUILD_CREATE"')) {
        send(data);
        void sendGuilds(socket, send, anyGuild(data, channels), others.slice(0, guildsMost - 1));
        return;
      }
      if (!begins.includes('"INTERACTION_CREATE"')) return send(data);
      const { d } = JSON.parse(data) as Event;
      const memberId = d?.member?.user.id ?? d?.user?.id ?? '';
      onInteraction(d?.id ?? '');
      const home = guildIdOf(homeOf(memberId));
      send(home === ids.guild ? data : data.replaceAll(`"${ids.guild}"`, `"${home}"`));
    }) as typeof socket.send;
  });
}

/** The text of GUILD_CREATE for any server, which has its roles and so many channels. */
function anyGuild(data: string, channels: number): string {
  const event = JSON.parse(data) as { d: { roles: object[]; channels: object[] } };
  const [channel] = event.d.channels;
  const all = Array.from({ length: channels }, (_, nth) => ({
    ...channel,
    id: `channel ${nth}`,
    position: nth,
  }));
  return JSON.stringify({ ...event, d: { ...event.d, channels: all } }).replaceAll(ids.guild, 'server');
}

/** Roles and channels have ids behind that of their server, before that of the next one. */
function ofGuild(text: string, guildId: string): string {
  const id = BigInt(guildId);
  return text.replaceAll(/"channel (\d+)"|"server"/g, (_, nth?: string) =>
    nth === undefined ? `"${guildId}"` : `"${id + 1n + BigInt(nth)}"`,
  );
}

async function sendGuilds(
  socket: WebSocket,
  send: (data: string) => void,
  text: string,
  guildIds: readonly string[],
): Promise<void> {
  for (const [at, id] of guildIds.entries()) {
    if (socket.readyState !== socket.OPEN) return;
    send(ofGuild(text, id));
    while (socket.bufferedAmount > waitingBytesMost) await new Promise(resolve => setTimeout(resolve, 5));
    if (at % 100 === 0) await new Promise(resolve => setImmediate(resolve));
  }
}
