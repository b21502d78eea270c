import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { maySee } from './access.ts';
import type { Actor } from './actor.ts';

/** The actors, with an index in memory that lists and autocomplete are answered from. The store stays the truth. */
export interface ActorDirectory {
  byId(id: string): Actor | undefined;
  all(): Actor[];
  /** In the order of their names. */
  ofGuild(guildId: string): Actor[];
  /**
   * Of the actors that fit, the first whose names hold what was typed: those named in `first` (ids), then those whose
   * names begin so, each in the order of names. Made for every keystroke among thousands.
   */
  named(
    guildId: string,
    typed: string,
    options: { fits: (actor: Actor) => boolean; first?: string[]; most: number },
  ): Actor[];
  /** By id or name, among those that the member may see. @throws UserError not-found */
  seen(guildId: string, memberId: string, idOrName: string): Actor;
  /** Those whose name is this, whatever its case. */
  byName(guildId: string, name: string): Actor[];
  add(actor: Actor): Promise<void>;
  /** Resolves to the actor as it is stored then. @throws UserError not-found */
  change(id: string, apply: (actor: Actor) => Actor): Promise<Actor>;
  /** Takes the record out, at once for everybody who asks; undefined where there was none. */
  remove(id: string): Promise<Actor | undefined>;
}

/** Names that are told apart by case, width or spaces at the ends only are one name. */
export const folded = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').trim();

interface Shelved {
  /** Folded. */
  name: string;
  actor: Actor;
}

export async function createActorDirectory(actors: Collection<Actor>): Promise<ActorDirectory> {
  const index = new Map<string, Actor>();
  /** By server, in the order of the folded names, so that no keystroke has to fold or sort. */
  const shelves = new Map<string, Shelved[]>();

  /** Where the name stands, or would. */
  function placeOf(shelf: Shelved[], name: string, id: string): number {
    let [from, to] = [0, shelf.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const held = shelf[middle] as Shelved;
      if (held.name < name || (held.name === name && held.actor.id < id)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  function takeOut(id: string): Actor | undefined {
    const actor = index.get(id);
    if (!actor) return undefined;
    const shelf = shelves.get(actor.guildId) ?? [];
    shelf.splice(placeOf(shelf, folded(actor.name), id), 1);
    if (shelf.length === 0) shelves.delete(actor.guildId);
    return actor;
  }

  function put(actor: Actor): void {
    takeOut(actor.id);
    index.set(actor.id, actor);
    const shelf = shelves.get(actor.guildId) ?? [];
    const name = folded(actor.name);
    shelf.splice(placeOf(shelf, name, actor.id), 0, { name, actor });
    shelves.set(actor.guildId, shelf);
  }

  for (const actor of await actors.all()) put(actor);
  const ofGuild = (guildId: string) => (shelves.get(guildId) ?? []).map(({ actor }) => actor);
  return {
    byId: id => index.get(id),
    all: () => [...index.values()],
    ofGuild,
    seen(guildId, memberId, idOrName) {
      const byId = index.get(idOrName);
      const wanted = folded(idOrName);
      const actor =
        byId?.guildId === guildId && maySee(byId, memberId)
          ? byId
          : (shelves.get(guildId) ?? []).find(held => held.name === wanted && maySee(held.actor, memberId))
              ?.actor;
      if (!actor) {
        throw new UserError(
          'not-found',
          'There is no actor of that name that you may use. `/actor list` shows the cast.',
        );
      }
      return actor;
    },
    named(guildId, typed, { fits, first = [], most }) {
      const wanted = folded(typed);
      const holds = (actor: Actor | undefined): actor is Actor =>
        actor?.guildId === guildId && folded(actor.name).includes(wanted) && fits(actor);
      const found = new Set(first.map(id => index.get(id)).filter(holds));
      const within: Actor[] = [];
      for (const { name, actor } of shelves.get(guildId) ?? []) {
        if (found.size >= most) break;
        const at = name.indexOf(wanted);
        if (at < 0 || (at > 0 && within.length >= most) || !fits(actor)) continue;
        if (at === 0) found.add(actor);
        else within.push(actor);
      }
      for (const actor of within) found.add(actor);
      return [...found].slice(0, most);
    },
    byName(guildId, name) {
      const wanted = folded(name);
      const shelf = shelves.get(guildId) ?? [];
      const found: Actor[] = [];
      for (let at = placeOf(shelf, wanted, ''); shelf[at]?.name === wanted; at++) {
        found.push((shelf[at] as Shelved).actor);
      }
      return found;
    },
    async add(actor) {
      await actors.put(actor.id, actor);
      put(actor);
    },
    async change(id, apply) {
      const actor = await actors.update(id, current => {
        // Taken out a moment ago: what comes late must not bring it back.
        if (!current || !index.has(id)) return undefined;
        const next = apply(current);
        return next === current ? undefined : next;
      });
      if (!actor || !index.has(id)) throw new UserError('not-found', 'This actor does not exist any more.');
      put(actor);
      return actor;
    },
    async remove(id) {
      const actor = takeOut(id);
      index.delete(id);
      await actors.delete(id);
      return actor;
    },
  };
}
