/**
 * What a member's client and the embedded Discord server say to each other. The page in the browser and the
 * tests both speak it; the bot never does (it speaks Discord's own gateway and REST).
 *
 * Transport, below the server's base URL:
 *   WS   /client?member=<memberId>                → ServerEvent, one JSON text frame each
 *   POST /client/<memberId>/uploads?name=&description=  body: the bytes → UploadReply
 *   POST /client/<memberId>/interactions          ClientInteraction → InteractionReply
 *   POST /client/<memberId>/autocomplete          AutocompleteRequest → AutocompleteReply
 *   POST /client/<memberId>/messages              { channelId, content, uploadIds } → ClientMessage
 *   GET  /client/<memberId>/channels/<id>/messages?limit=100 → ClientMessage[], oldest first
 *   GET  /client/<memberId>/snapshot              → Snapshot
 *   GET|PUT|DELETE /faults                        DiscordFault[]
 * Errors are { error: string } with a 4xx status: a sentence to show in a toast.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

export type Snowflake = string;

export interface ClientMember {
  id: Snowflake;
  username: string;
  displayName: string;
  /** Same-origin path of the avatar on the embedded CDN. */
  avatarUrl: string;
  /** Colour of the highest coloured role, '#rrggbb'. */
  color?: string;
  admin: boolean;
  bot: boolean;
}

export interface ClientChannel {
  id: Snowflake;
  name: string;
  topic: string;
  /** Age-restricted. */
  nsfw: boolean;
  /** A direct message channel between this member and the bot. */
  direct?: boolean;
  /** The bot is no part of it: a channel of another server, or a conversation of members. */
  elsewhere?: 'server' | 'conversation';
}

export interface ClientRole {
  id: Snowflake;
  name: string;
}

export interface Snapshot {
  guild: { id: Snowflake; name: string };
  /** The member whose client this is. */
  memberId: Snowflake;
  /** What their client is set to. */
  locale: string;
  channels: ClientChannel[];
  members: ClientMember[];
  /** With @everyone, which has the server's id. */
  roles: ClientRole[];
  application?: { id: Snowflake; name: string; avatarUrl: string };
  commands: APIApplicationCommand[];
  /** Whether this member installed the application for themselves. */
  installed: boolean;
  /** Whether a gateway session of the bot is connected. */
  botOnline: boolean;
}

/** A message as this member sees it. Attachment URLs are absolute, on the embedded CDN, and expire. */
export type ClientMessage = APIMessage & {
  /** The reply to this member's interaction is still awaited ("thinking…"). */
  loading: boolean;
  /** Only this member sees it. */
  ephemeral: boolean;
};

export type ServerEvent =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'commands'; commands: APIApplicationCommand[] }
  | { type: 'bot'; online: boolean }
  | { type: 'message-create'; message: ClientMessage }
  | { type: 'message-update'; message: ClientMessage }
  | { type: 'message-delete'; channelId: Snowflake; messageId: Snowflake }
  /** The bot answered an interaction of this member with a modal. */
  | {
      type: 'modal';
      interactionId: Snowflake;
      channelId: Snowflake;
      modal: APIModalInteractionResponseCallbackData;
    }
  /** acknowledged: any answer came in time; failed: none within 3 s ("The application did not respond"). */
  | { type: 'interaction'; interactionId: Snowflake; state: 'acknowledged' | 'failed'; reason?: string };

export interface UploadReply {
  id: Snowflake;
  filename: string;
  size: number;
  contentType: string;
  url: string;
}

/** An option as the member filled it: for attachment options the value is an upload id, for users a member id. */
export interface ClientOption {
  name: string;
  value?: string | number | boolean;
  /** Of a subcommand or a group. */
  options?: ClientOption[];
}

export type ClientInteraction =
  | { kind: 'command'; channelId: Snowflake; commandId: Snowflake; options: ClientOption[] }
  /** Used from the menu of a message. */
  | { kind: 'message-command'; channelId: Snowflake; commandId: Snowflake; messageId: Snowflake }
  /** Used from the menu of a member. */
  | { kind: 'member-command'; channelId: Snowflake; commandId: Snowflake; targetId: Snowflake }
  | { kind: 'component'; channelId: Snowflake; messageId: Snowflake; customId: string; values?: string[] }
  | {
      kind: 'modal';
      /** The interaction that was answered with the modal. */
      interactionId: Snowflake;
      channelId: Snowflake;
      /** By custom_id of the input: text, chosen values, upload ids, or a checkbox's state. */
      fields: Record<string, string | string[] | boolean>;
    };

export interface InteractionReply {
  interactionId: Snowflake;
}

export interface AutocompleteRequest {
  channelId: Snowflake;
  commandId: Snowflake;
  options: ClientOption[];
  /** Name of the option being typed (it is among `options`, with what has been typed so far). */
  focused: string;
}

export interface AutocompleteReply {
  choices: APIApplicationCommandOptionChoice[];
}

/** Asked for by tests and by the page's fault panel; each fault is used up after `times` matching requests. */
export interface DiscordFault {
  /** Matches REST requests of the bot: method (any when absent) and a substring of the path. */
  method?: string;
  path: string;
  /** Answer with this status and body instead of handling the request. */
  status?: number;
  body?: unknown;
  retryAfterSeconds?: number;
  /** Wait before handling or answering. */
  delayMs?: number;
  times: number;
}
