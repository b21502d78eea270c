/** The member who asks, and where. */
export interface Caller {
  memberId: string;
  /** The server, or `directMessages`. */
  guildId: string;
  /**
   * The bot is no part of this place, a server or a conversation: it is there because the member installed it for
   * themselves. It can answer them, and do nothing else there.
   */
  elsewhere?: boolean;
  channelId: string;
  /** In a public thread, the channel that it belongs to. */
  parentChannelId?: string | undefined;
  /** The channel that counts where rules are made for channels: of any thread, the one that it belongs to. */
  placeId: string;
  /** Whether the server has a channel of that id, as far as the bot can see. */
  channelExists(channelId: string): boolean;
  /** Whether Discord shows them that channel of the server. */
  canView(channelId: string): boolean;
  /** May manage the server. */
  admin: boolean;
  /** Their roles in the server, as Discord says with each interaction; without @everyone. */
  roleIds: readonly string[];
  /** Whether the server has a role of that id. */
  roleExists(roleId: string): boolean;
  /** Turns the name of a command, such as `actor register`, into one that members can click. */
  mention(command: string): string;
  /** The channel is one that Discord restricts to adults. */
  adultChannel: boolean;
}

/** A file that a member attached. Its bytes are still at Discord, and what Discord says about it may be wrong. */
export interface AttachedFile {
  url: string;
  name: string;
  /** Bytes, as Discord says. */
  size: number;
}

export interface ChosenMember {
  id: string;
  bot: boolean;
  /** May manage the server; absent for somebody who is not in it. */
  admin?: boolean;
}

/** A channel of the server that takes messages. */
export interface ChosenChannel {
  id: string;
}

/** A role of the server; @everyone has the server's id. */
export interface ChosenRole {
  id: string;
}
