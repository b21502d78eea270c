import type { Actor, ActorVersion } from './actor.ts';

export interface ActorsService {
  /** @throws UserError not-found where there is none or the member may not see it. */
  find(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** @throws UserError not-found | consent-needed | not-allowed */
  usable(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** By id, without asking who wants to know: for the bot's own work. */
  byId(id: string): Promise<Actor | undefined>;
  /** Adds a trained version and makes it the active one. The same jobId again changes nothing. */
  addVersion(actorId: string, version: Omit<ActorVersion, 'number'>): Promise<ActorVersion>;
  /** The actors the member may use or see, best match for `typed` first, at most 25. */
  suggest(guildId: string, memberId: string, typed: string): Actor[];
}
