/** The face of the embedded Discord: the server, its world, and a member who acts in it. */

export { shardOf } from './gateway/gateway-session.ts';
export type { ClientMessage, DiscordFault } from './members/client-protocol.ts';
export { connectMember, type Member, type NamedBytes } from './members/member-client.ts';
export { type DiscordOptions, type DiscordServer, startDiscord } from './server.ts';
export type { StoredMessage } from './state/message.ts';
export { Permission } from './state/permissions.ts';
export { ids } from './state/world.ts';
