import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { maySee } from './access.ts';
import type { Actor } from './actor.ts';
import { createNameShelves, folded, type Shelved } from './name-shelves.ts';

/** The actors, with an in-memory index that answers lists and autocomplete. The store stays the truth. */
export interface ActorDirectory {
  byId(id: string): Actor | undefined;
  all(): Actor[];
  /** Sorted by name. */
  ofGuild(guildId: string): Actor[];
  /**
   * The first actors that fit and whose names contain what was typed: those in `first` (ids), then those whose names
   * begin with it, then the rest, each sorted by name. Fast enough for every keystroke among thousands.
   */
  named(
    guildId: string,
    typed: string,
    options: { fits: (actor: Actor) => boolean; first?: string[]; most: number },
  ): Actor[];
  /** By id or name, among those that the member may see. @throws UserError not-found */
  seen(guildId: string, memberId: string, idOrName: string): Actor;
  /** Those with this name, whatever its case. */
  byName(guildId: string, name: string): Actor[];
  add(actor: Actor): Promise<void>;
  /** Resolves to the actor as stored afterwards. @throws UserError not-found */
  change(id: string, apply: (actor: Actor) => Actor): Promise<Actor>;
  /** The same; undefined if the actor is gone, or goes meanwhile. */
  changeIfThere(id: string, apply: (actor: Actor) => Actor): Promise<Actor | undefined>;
  /** Removes the record, with immediate effect; undefined if there was none. */
  remove(id: string): Promise<Actor | undefined>;
}

/** Those whose names begin with what was typed, then those that contain it; those in `found` come first. */
function bestMatches(
  shelf: readonly Shelved[],
  wanted: string,
  found: Set<Actor>,
  { fits, most }: { fits: (actor: Actor) => boolean; most: number },
): Actor[] {
  const within: Actor[] = [];
  for (const { name, actor } of shelf) {
    if (found.size >= most) break;
    const at = name.indexOf(wanted);
    if (at < 0 || (at > 0 && within.length >= most) || !fits(actor)) continue;
    if (at === 0) found.add(actor);
    else within.push(actor);
  }
  for (const actor of within) found.add(actor);
  return [...found].slice(0, most);
}

export async function createActorDirectory(actors: Collection<Actor>): Promise<ActorDirectory> {
  const index = new Map<string, Actor>();
  const shelves = createNameShelves();

  function put(actor: Actor): void {
    const before = index.get(actor.id);
    if (before) shelves.remove(before);
    index.set(actor.id, actor);
    shelves.add(actor);
  }

  async function change(id: string, apply: (actor: Actor) => Actor): Promise<Actor> {
    const actor = await actors.update(id, current => {
      // Taken out a moment ago: a late change must not bring it back.
      if (!current || !index.has(id)) return undefined;
      const next = apply(current);
      return next === current ? undefined : next;
    });
    if (!actor || !index.has(id)) throw new UserError('not-found', 'This actor no longer exists.');
    put(actor);
    return actor;
  }

  for (const actor of await actors.all()) put(actor);
  return {
    byId: id => index.get(id),
    all: () => [...index.values()],
    ofGuild: guildId => shelves.of(guildId).map(({ actor }) => actor),
    byName: shelves.named,
    seen(guildId, memberId, idOrName) {
      const byId = index.get(idOrName);
      const actor =
        byId?.guildId === guildId && maySee(byId, memberId)
          ? byId
          : shelves.named(guildId, idOrName).find(named => maySee(named, memberId));
      if (actor) return actor;
      throw new UserError(
        'not-found',
        'There is no actor with that name that you can use. `/actor list` shows your choices.',
      );
    },
    named(guildId, typed, { fits, first = [], most }) {
      const wanted = folded(typed);
      const holds = (actor: Actor | undefined): actor is Actor =>
        actor?.guildId === guildId && folded(actor.name).includes(wanted) && fits(actor);
      const found = new Set(first.map(id => index.get(id)).filter(holds));
      return bestMatches(shelves.of(guildId), wanted, found, { fits, most });
    },
    async add(actor) {
      await actors.put(actor.id, actor);
      put(actor);
    },
    change,
    async changeIfThere(id, apply) {
      try {
        return await change(id, apply);
      } catch (error) {
        if (error instanceof UserError && error.code === 'not-found') return undefined;
        throw error;
      }
    },
    async remove(id) {
      const actor = index.get(id);
      if (actor) shelves.remove(actor);
      index.delete(id);
      await actors.delete(id);
      return actor;
    },
  };
}
