import type { Snapshot } from '../../../discord/members/client-protocol.ts';

/** Where the names of mentioned people and channels are looked up. */
export type Names = Snapshot | undefined;

export const userName = (id: string, names: Names) =>
  names?.members.find(other => other.id === id)?.displayName ?? 'unknown-user';

export const channelName = (id: string, names: Names) =>
  names?.channels.find(channel => channel.id === id)?.name ?? 'unknown';
