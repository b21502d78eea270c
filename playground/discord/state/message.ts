import type { APIEmbed } from 'discord-api-types/v10';

export const MessageFlag = {
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  silent: 4096,
  componentsV2: 32768,
} as const;

/** A component as the bot sent it; attachment:// references are resolved only when it is shown. */
export interface RawComponent {
  type: number;
  id?: number;
  custom_id?: string;
  components?: RawComponent[];
  component?: RawComponent;
  accessory?: RawComponent;
  items?: { media: { url: string }; description?: string | null; spoiler?: boolean }[];
  media?: { url: string };
  file?: { url: string };
  content?: string;
  [key: string]: unknown;
}

export interface MessageInteraction {
  id: string;
  /** 2 command, 3 component, 5 modal. */
  type: number;
  name?: string;
  userId: string;
  owners: Record<string, string>;
  /** The message whose component was used. */
  sourceMessageId?: string;
  triggeredBy?: MessageInteraction;
}

/** A message as it is kept. What a reader gets is made by message-view.ts. */
export interface StoredMessage {
  id: string;
  channelId: string;
  authorId: string;
  /** 0 default, 19 reply, 20 command. */
  type: number;
  content: string;
  embeds: APIEmbed[];
  components: RawComponent[];
  flags: number;
  attachmentIds: string[];
  createdAt: number;
  editedAt?: number;
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  nonce?: string | number;
  referenceId?: string;
  interaction?: MessageInteraction;
  /** The only member who sees it. */
  ephemeralFor?: string;
  /** Posted through an interaction's webhook. */
  webhook: boolean;
}

/** The component, what it holds and what those hold. */
export function walkComponents(components: RawComponent[]): RawComponent[] {
  return components.flatMap(each => [
    each,
    ...walkComponents([
      ...(each.components ?? []),
      ...(each.component ? [each.component] : []),
      ...(each.accessory ? [each.accessory] : []),
    ]),
  ]);
}

export function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}
