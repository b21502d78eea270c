import type { ClientChannel, Snapshot } from '../../discord/members/client-protocol.ts';
import type { CommandPlace } from '../../discord/members/command-contexts.ts';

export const serverChannels = (snapshot: Snapshot | undefined): ClientChannel[] =>
  snapshot?.channels.filter(({ direct, elsewhere }) => !direct && !elsewhere) ?? [];

export const directChannels = (snapshot: Snapshot | undefined): ClientChannel[] =>
  snapshot?.channels.filter(({ direct }) => direct) ?? [];

/** Places that the bot is no part of. */
export const channelsElsewhere = (snapshot: Snapshot | undefined): ClientChannel[] =>
  snapshot?.channels.filter(({ elsewhere }) => elsewhere) ?? [];

/** Where a member is in a channel, as far as the commands that are offered there go. */
export function placeIn(snapshot: Snapshot | undefined, channelId: string): CommandPlace {
  const channel = snapshot?.channels.find(({ id }) => id === channelId);
  return {
    direct: channel?.direct ?? false,
    elsewhere: channel?.elsewhere,
    installed: snapshot?.installed ?? false,
  };
}

/** '#studio', '@' and the bot's name for direct messages with it, or the name of a conversation. */
export const channelTitle = ({ name, direct, elsewhere }: ClientChannel): string =>
  elsewhere === 'conversation' ? name : `${direct ? '@' : '#'}${name}`;
