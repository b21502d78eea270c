import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import {
  type GatewaySession,
  type Intent,
  isOnShard,
  isWanted,
  readShard,
  withoutContent,
} from './gateway-session.ts';

export interface Gateway {
  /** Takes over a newly opened socket. */
  accept(socket: WebSocket): void;
  /**
   * Sends an event to every session of the guild's shard that asked for it; disconnected ones get it when they resume.
   * What belongs to no guild that the bot is in goes to the first shard.
   */
  dispatch(event: string, data: unknown, heard?: { needs?: Intent; guildId?: string | undefined }): void;
  /** Whether any session would get an event that needs this. */
  wants(needs: Intent): boolean;
  online(): boolean;
  /** A server has taken the bot in, or removed it. */
  joined(guildId: string): void;
  left(guildId: string): void;
  sessions(): {
    id: string;
    connected: boolean;
    shard: GatewaySession['shard'];
    intents: number;
    seq: number;
    resumes: number;
  }[];
  /** Drops the bot's connections; with resumable false their sessions are forgotten too. */
  disconnect(options: { resumable: boolean }): void;
  /** Tells connected sessions to start anew (op 9). */
  invalidate(): void;
  close(): void;
}

interface Frame {
  op: number;
  d?: unknown;
}

const KEPT_EVENTS = 1000;
/** So long one place for identifying is taken. */
const IDENTIFY_WINDOW_MS = 5_000;
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

/** How Discord wants the bot to share its servers out: docs.discord.com/developers/events/gateway#sharding. */
export interface Sharding {
  /** What it recommends. */
  shards: number;
  /** So many shards may identify within 5 s, one for each remainder of their number. */
  maxConcurrency: number;
  /** Whether it holds the bot to that: a shard that comes too soon gets "invalid session" (op 9). */
  paced: boolean;
  /** A session with more servers than this is closed: 4011, "sharding required". */
  guildsMost: number;
}

export function createGateway(options: {
  token: string;
  botId: string;
  heartbeatIntervalMs: number;
  privilegedIntents: boolean;
  gatewayUrl: () => string;
  /** Body of READY without session fields. */
  ready: () => Record<string, unknown>;
  guildCreate: (guildId: string, intents: number) => Record<string, unknown>;
  guildMembers: (guildId: string) => unknown[];
  /** Those that the bot is in now. */
  guildIds: () => string[];
  sharding: Sharding;
  onOnline: (online: boolean) => void;
}): Gateway {
  const sessions = new Map<string, GatewaySession>();
  const sockets = new Set<WebSocket>();
  let wasOnline = false;
  /** When the last shard of each remainder identified. */
  const identifiedAt = new Map<number, number>();

  const online = () => [...sessions.values()].some(each => each.socket);
  function announce(): void {
    if (online() === wasOnline) return;
    wasOnline = !wasOnline;
    options.onOnline(wasOnline);
  }

  function deliver(session: GatewaySession, t: string, d: unknown): void {
    session.seq += 1;
    const text = JSON.stringify({ op: 0, t, s: session.seq, d });
    session.sent.push({ seq: session.seq, text });
    if (session.sent.length > KEPT_EVENTS) session.sent.shift();
    session.socket?.send(text);
  }

  const guildsOf = (session: Pick<GatewaySession, 'shard'>) =>
    options.guildIds().filter(id => isOnShard(session, id));

  function tellGuild(session: GatewaySession, guildId: string): void {
    if (!isOnShard(session, guildId) || !isWanted(session.intents, 'guilds')) return;
    deliver(session, 'GUILD_CREATE', options.guildCreate(guildId, session.intents));
  }

  function isTooSoon([id]: GatewaySession['shard']): boolean {
    const { maxConcurrency, paced } = options.sharding;
    const place = id % maxConcurrency;
    const last = identifiedAt.get(place) ?? Number.NEGATIVE_INFINITY;
    if (paced && performance.now() - last < IDENTIFY_WINDOW_MS) return true;
    identifiedAt.set(place, performance.now());
    return false;
  }

  function identify(socket: WebSocket, d: Record<string, unknown>): GatewaySession | undefined {
    const token = String(d.token ?? '').replace(/^Bot /, '');
    const intents = Number(d.intents);
    if (token !== options.token) return void socket.close(4004, 'Authentication failed.');
    if (!Number.isInteger(intents)) return void socket.close(4013, 'Invalid intent(s).');
    if (!options.privilegedIntents && (intents & PRIVILEGED) !== 0) {
      return void socket.close(4014, 'Disallowed intent(s).');
    }
    const shard = readShard(d.shard);
    if (!shard) return void socket.close(4010, 'Invalid shard.');
    const theirs = guildsOf({ shard });
    if (theirs.length > options.sharding.guildsMost) return void socket.close(4011, 'Sharding required.');
    if (isTooSoon(shard)) return void socket.send(JSON.stringify({ op: 9, d: false }));
    // Another session of the same shard stays, and both hear everything: that is how a bot moves to a new version.
    const session: GatewaySession = {
      id: randomBytes(16).toString('hex'),
      intents,
      shard,
      seq: 0,
      resumes: 0,
      sent: [],
      socket,
    };
    sessions.set(session.id, session);
    const base = options.gatewayUrl();
    deliver(session, 'READY', {
      v: 10,
      ...options.ready(),
      guilds: theirs.map(id => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: base,
      shard,
      session_type: 'normal',
      private_channels: [],
      relationships: [],
    });
    for (const id of theirs) tellGuild(session, id);
    announce();
    return session;
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): GatewaySession | undefined {
    const session = sessions.get(String(d.session_id));
    const token = String(d.token ?? '').replace(/^Bot /, '');
    if (token !== options.token) return void socket.close(4004, 'Authentication failed.');
    const seq = Number(d.seq);
    const first = session?.sent[0]?.seq ?? 1;
    if (!session || seq > session.seq || seq < first - 1) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return undefined;
    }
    session.socket?.close(4000, 'Resumed elsewhere.');
    session.socket = socket;
    session.resumes += 1;
    for (const event of session.sent) if (event.seq > seq) socket.send(event.text);
    deliver(session, 'RESUMED', {});
    announce();
    return session;
  }

  function accept(socket: WebSocket): void {
    sockets.add(socket);
    let session: GatewaySession | undefined;
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: options.heartbeatIntervalMs } }));
    // Heartbeats are owed; a client silent for two intervals is gone.
    let silent = 0;
    const watch = setInterval(() => {
      silent += 1;
      if (silent > 2) socket.close(4009, 'Session timed out.');
    }, options.heartbeatIntervalMs);
    watch.unref();

    socket.on('message', raw => {
      silent = 0;
      let frame: Frame;
      try {
        frame = JSON.parse(String(raw)) as Frame;
      } catch {
        return socket.close(4002, 'Error while decoding payload.');
      }
      const d = (frame.d ?? {}) as Record<string, unknown>;
      if (frame.op === 1) return socket.send(JSON.stringify({ op: 11 }));
      if (frame.op === 2) {
        if (session) return socket.close(4005, 'Already authenticated.');
        session = identify(socket, d);
        return;
      }
      if (frame.op === 6) {
        session = resume(socket, d);
        return;
      }
      if (!session) return socket.close(4003, 'Not authenticated.');
      if (frame.op === 8) {
        const guildId = String(d.guild_id);
        if (!guildsOf(session).includes(guildId)) return;
        return deliver(session, 'GUILD_MEMBERS_CHUNK', {
          guild_id: guildId,
          members: options.guildMembers(guildId),
          chunk_index: 0,
          chunk_count: 1,
          ...(d.nonce ? { nonce: d.nonce } : {}),
        });
      }
      // Presence and voice state change nothing here.
      if (frame.op !== 3 && frame.op !== 4) socket.close(4001, 'Unknown opcode.');
    });
    socket.on('close', code => {
      clearInterval(watch);
      sockets.delete(socket);
      if (session?.socket === socket) {
        session.socket = undefined;
        // A client that closes with 1000 or 1001 says that it will not come back.
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      }
      announce();
    });
    socket.on('error', () => socket.terminate());
  }

  return {
    accept,
    wants: needs => [...sessions.values()].some(({ intents }) => isWanted(intents, needs)),
    dispatch(event, data, { needs, guildId } = {}) {
      for (const session of sessions.values()) {
        if (!isOnShard(session, guildId) || !isWanted(session.intents, needs)) continue;
        deliver(session, event, withoutContent(session.intents, needs, data, options.botId));
      }
    },
    online,
    joined(guildId) {
      for (const session of sessions.values()) tellGuild(session, guildId);
    },
    left(guildId) {
      this.dispatch('GUILD_DELETE', { id: guildId }, { needs: 'guilds', guildId });
    },
    sessions: () =>
      [...sessions.values()].map(({ id, shard, intents, seq, resumes, socket }) => ({
        id,
        shard,
        intents,
        seq,
        resumes,
        connected: socket !== undefined,
      })),
    disconnect({ resumable }) {
      for (const session of [...sessions.values()]) {
        const { socket } = session;
        session.socket = undefined;
        if (!resumable) sessions.delete(session.id);
        socket?.close(4000, 'Unknown error.');
      }
      announce();
    },
    invalidate() {
      for (const session of [...sessions.values()]) {
        sessions.delete(session.id);
        session.socket?.send(JSON.stringify({ op: 9, d: false }));
      }
      announce();
    },
    close() {
      sessions.clear();
      for (const socket of sockets) socket.terminate();
    },
  };
}
