import type { ClientChannel, Snapshot } from '../../discord/members/client-protocol.ts';

export const serverChannels = (snapshot: Snapshot | undefined): ClientChannel[] =>
  snapshot?.channels.filter(({ direct }) => !direct) ?? [];

export const directChannels = (snapshot: Snapshot | undefined): ClientChannel[] =>
  snapshot?.channels.filter(({ direct }) => direct) ?? [];

/** '#studio', or '@' and the bot's name for direct messages with it. */
export const channelTitle = ({ name, direct }: ClientChannel): string => `${direct ? '@' : '#'}${name}`;
