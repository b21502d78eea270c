import type { Deed, Note } from '../audit/entry.ts';
import { newId } from '../storage/id.ts';
import { principalOf } from './access.ts';
import type { Actor } from './actor.ts';

/** What was done about an actor. */
export interface Deeded extends Pick<Note, 'by' | 'member' | 'detail'> {
  what: Deed;
}

/** For the log of the actor's server. */
export const noteOf = (
  actor: Pick<Actor, 'id' | 'guildId' | 'ownerId' | 'subjectId'>,
  { what, by, member, detail }: Deeded,
  at: number,
  id = newId(),
): Note => ({
  ...{ id, at, what, chain: actor.guildId, actor: actor.id, person: principalOf(actor) },
  ...(by === undefined ? {} : { by }),
  ...(member === undefined ? {} : { member }),
  ...(detail === undefined ? {} : { detail }),
});

/** The actor with what was done about it, for the log: both are stored at once. */
export const withDeed = (actor: Actor, done: Deeded, at: number): Actor => ({
  ...actor,
  unlogged: [...(actor.unlogged ?? []), noteOf(actor, done, at)],
});

/** For somebody outside the server, others say that they agreed. */
export const agreedBy = ({ subjectId }: Pick<Actor, 'subjectId'>, by: string): Deeded => ({
  what: 'agreed',
  by,
  ...(subjectId === undefined ? { detail: 'outsider' } : {}),
});
