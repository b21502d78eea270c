import type { FileStore } from './cdn/file-store.ts';
import type { Faults } from './faults.ts';
import type { Gateway, Sharding } from './gateway/gateway.ts';
import type { ClientHub } from './members/client-hub.ts';
import type { CommandStore } from './state/command-store.ts';
import type { InteractionStore } from './state/interaction-store.ts';
import type { MessageStore } from './state/message-store.ts';
import type { MessageView } from './state/message-view.ts';
import type { SnowflakeSource } from './state/snowflake.ts';
import type { World } from './state/world.ts';

export interface DiscordSettings {
  token: string;
  botName: string;
  ackDeadlineMs: number;
  tokenLifeMs: number;
  cdnExpiryMs: number;
  /** Bytes of one file and of one whole request. */
  fileLimit: number;
  /** What interactions say that a file may have; the real one has said more than it takes (discord-api-docs #7603). */
  attachmentSizeLimit: number;
  /**
   * What becomes of a follow-up after the deferred reply was deleted unanswered: 10008 as last reported
   * (discord-api-docs #2739, #3087), or a new message.
   */
  followUpAfterDeletedDeferral: 'refused' | 'posted';
  requestLimit: number;
  /** Messages that may be posted (and, separately, edited) in one channel per window. */
  messageBucket: { limit: number; windowMs: number };
  sharding: Sharding;
}

/** One REST call of the bot, for tests and the page's traffic view. */
export interface RequestLogEntry {
  at: number;
  method: string;
  path: string;
  status: number;
}

/** Everything that the routes work on. */
export interface DiscordContext {
  settings: DiscordSettings;
  baseUrl: () => string;
  ids: SnowflakeSource;
  world: World;
  files: FileStore;
  messages: MessageStore;
  view: MessageView;
  commands: CommandStore;
  interactions: InteractionStore;
  gateway: Gateway;
  clients: ClientHub;
  faults: Faults;
  requests: RequestLogEntry[];
  /** `name:memberId` of commands that a member may use although they lack the default permission. */
  overrides: Set<string>;
}
