import type { WebSocket } from 'ws';

export interface GatewaySession {
  id: string;
  intents: number;
  shard: readonly [id: number, count: number];
  seq: number;
  resumes: number;
  sent: { seq: number; text: string }[];
  socket: WebSocket | undefined;
}

/** Discord's own rule: (guild_id >> 22) % num_shards. What belongs to no guild goes to the first shard. */
export const shardOf = (guildId: string | undefined, count: number): number =>
  guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));

export const isOnShard = (
  { shard: [id, count] }: Pick<GatewaySession, 'shard'>,
  guildId: string | undefined,
): boolean => shardOf(guildId, count) === id;

/** A pair of whole numbers of which the first is below the second; without any, a session is alone. */
export function readShard(given: unknown): GatewaySession['shard'] | undefined {
  if (given === undefined) return [0, 1];
  if (!Array.isArray(given) || given.length !== 2) return undefined;
  const [id, count] = given as [unknown, unknown];
  const isWhole = (one: unknown): one is number => Number.isInteger(one) && (one as number) >= 0;
  return isWhole(id) && isWhole(count) && id < count ? [id, count] : undefined;
}

/** What a session must have asked for to get an event; events without one go to everybody. */
export type Intent = 'guilds' | 'members' | 'messages' | 'directMessages';

const BITS: Record<Intent, number> = {
  guilds: 1,
  members: 1 << 1,
  messages: 1 << 9,
  directMessages: 1 << 12,
};
const MESSAGE_CONTENT = 1 << 15;

export function isWanted(intents: number, needs: Intent | undefined): boolean {
  return needs === undefined || (intents & BITS[needs]) !== 0;
}

/** Without the message content intent, guild messages arrive empty unless they are the bot's or mention it. */
export function withoutContent(
  intents: number,
  needs: Intent | undefined,
  data: unknown,
  botId: string,
): unknown {
  if (needs !== 'messages' || (intents & MESSAGE_CONTENT) !== 0) return data;
  const message = data as { author?: { id: string }; mentions?: { id: string }[] };
  if (!message.author || message.author.id === botId) return data;
  if (message.mentions?.some(each => each.id === botId)) return data;
  return { ...message, content: '', embeds: [], attachments: [], components: [] };
}
