import type { WebSocket } from 'ws';

export interface GatewaySession {
  id: string;
  intents: number;
  /** Whether the guild falls to this session's shard. */
  hasGuild: boolean;
  seq: number;
  resumes: number;
  sent: { seq: number; text: string }[];
  socket: WebSocket | undefined;
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
