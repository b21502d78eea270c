import { guildIdOf, ids, type World, type WorldChannel, type WorldMember } from './world.ts';

/** Discord's permission bits, as far as anything here depends on them. */
export const Permission = {
  administrator: 1n << 3n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
} as const;

/** What a channel gives to a role or member, or takes from them. */
export interface Overwrite {
  /** The guild's id stands for @everyone. */
  id: string;
  allow: bigint;
  deny: bigint;
}

const everything = 2n ** 53n - 1n;

/** In a server as a whole: the sum of the member's roles; its owner and administrators hold everything. */
export function permissionsOf(world: World, member: WorldMember, guildId: string = ids.guild): bigint {
  const held = world.roles
    .filter(each => each.id === ids.guild || (guildId === ids.guild && member.roles.includes(each.id)))
    .reduce((sum, each) => sum | BigInt(each.permissions), 0n);
  return member.id === ids.members.mara || (held & Permission.administrator) !== 0n ? everything : held;
}

/**
 * In one channel, by the documented order: the server's, then the channel's overwrites for @everyone, for the member's
 * roles together, and for the member. A thread has those of its parent; without the view of a channel there is nothing.
 */
export function permissionsIn(world: World, member: WorldMember, channel: WorldChannel): bigint {
  // Nobody has a role in the other server.
  const base =
    channel.elsewhere === 'server'
      ? ordinary(world)
      : permissionsOf(world, member, channel.annex ? ids.annex : ids.guild);
  if (channel.recipientId || typeof channel.elsewhere === 'object' || base === everything) return base;
  const { overwrites } = (channel.parentId && world.channels.get(channel.parentId)) || channel;
  const layers = [
    overwrites.filter(each => each.id === (guildIdOf(channel).guild_id ?? ids.guild)),
    overwrites.filter(each => member.roles.includes(each.id)),
    overwrites.filter(each => each.id === member.id),
  ];
  const held = layers.reduce((sum, layer) => {
    const deny = layer.reduce((bits, each) => bits | each.deny, 0n);
    const allow = layer.reduce((bits, each) => bits | each.allow, 0n);
    return (sum & ~deny) | allow;
  }, base);
  return holds(held, Permission.viewChannel) ? held : 0n;
}

const ordinary = (world: World): bigint =>
  BigInt(world.roles.find(({ id }) => id === ids.guild)?.permissions ?? 0);

export function holds(held: bigint, permission: bigint): boolean {
  return (held & permission) === permission;
}

export function isAdmin(world: World, member: WorldMember): boolean {
  return holds(permissionsOf(world, member), Permission.administrator);
}

/**
 * USE_EXTERNAL_APPS: "when disabled, users will still be allowed to use their apps but the responses will be ephemeral.
 * This only applies to apps not also installed to the server." (docs.discord.com/developers/topics/permissions)
 */
export function isForcedEphemeral(
  world: World,
  { memberId, channelId }: { memberId: string; channelId: string },
): boolean {
  const member = world.members.get(memberId);
  const channel = world.channels.get(channelId);
  if (!member || channel?.elsewhere !== 'server') return false;
  return !holds(permissionsIn(world, member, channel), Permission.useExternalApps);
}
