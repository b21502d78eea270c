import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { maySee } from './access.ts';
import type { Actor } from './actor.ts';

/** The actors, with an index in memory that lists and autocomplete are answered from. The store stays the truth. */
export interface ActorDirectory {
  byId(id: string): Actor | undefined;
  all(): Actor[];
  ofGuild(guildId: string): Actor[];
  /** By id or name, among those that the member may see. @throws UserError not-found */
  seen(guildId: string, memberId: string, idOrName: string): Actor;
  add(actor: Actor): Promise<void>;
  /** Resolves to the actor as it is stored then. @throws UserError not-found */
  change(id: string, apply: (actor: Actor) => Actor): Promise<Actor>;
  /** Takes the record out, at once for everybody who asks; undefined where there was none. */
  remove(id: string): Promise<Actor | undefined>;
}

/** Names that are told apart by case, width or spaces at the ends only are one name. */
export const folded = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').trim();

export async function createActorDirectory(actors: Collection<Actor>): Promise<ActorDirectory> {
  const index = new Map((await actors.all()).map(actor => [actor.id, actor]));
  const ofGuild = (guildId: string) => [...index.values()].filter(actor => actor.guildId === guildId);
  return {
    byId: id => index.get(id),
    all: () => [...index.values()],
    ofGuild,
    seen(guildId, memberId, idOrName) {
      const wanted = folded(idOrName);
      const actor = ofGuild(guildId).find(
        candidate =>
          maySee(candidate, memberId) && (candidate.id === idOrName || folded(candidate.name) === wanted),
      );
      if (!actor) {
        throw new UserError(
          'not-found',
          'There is no actor of that name that you may use. `/actor list` shows the cast.',
        );
      }
      return actor;
    },
    async add(actor) {
      await actors.put(actor.id, actor);
      index.set(actor.id, actor);
    },
    async change(id, apply) {
      const actor = await actors.update(id, current => {
        // Taken out a moment ago: what comes late must not bring it back.
        if (!current || !index.has(id)) return undefined;
        const next = apply(current);
        return next === current ? undefined : next;
      });
      if (!actor || !index.has(id)) throw new UserError('not-found', 'This actor does not exist any more.');
      index.set(id, actor);
      return actor;
    },
    async remove(id) {
      const actor = index.get(id);
      index.delete(id);
      await actors.delete(id);
      return actor;
    },
  };
}
