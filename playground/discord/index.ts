/** The face of the embedded Discord: the server, its world, and a member who acts in it. */
export type { ClientMessage } from './client-protocol.ts';
export { connectMember, type Member, type NamedBytes } from './member-client.ts';
export type { StoredMessage } from './message.ts';
export { type DiscordServer, startDiscord } from './server.ts';
export { ids } from './world.ts';
