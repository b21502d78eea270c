import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Audit } from '../audit/audit.ts';
import type { Collection } from '../storage/collection.ts';
import { eachFound, eachTagged, type Range, type Tagged, type Where } from '../storage/refs.ts';
import { maySee } from './access.ts';
import type { Actor } from './actor.ts';
import { type ActorCard, readCard, withName } from './actor-index.ts';
import { folded } from './names.ts';
import { createRecentActors } from './recent-actors.ts';

/** The actors, found by the store's own indexes: none is held in memory for long. */
export interface ActorDirectory extends Pick<Collection<Actor>, 'known' | 'values'> {
  byId(id: string): Promise<Actor | undefined>;
  /** Those that are there, in the order of the ids. */
  some(ids: readonly string[]): Promise<Actor[]>;
  /** In pages, by name where the index is in that order. */
  each(where: Where | readonly Where[], range?: Partial<Range>): AsyncIterable<Actor>;
  /** The first of them, in that order. */
  firstOf(where: Where | readonly Where[], most: number): Promise<Actor[]>;
  /** All of them at once: only of what stays small. */
  list(where: Where | readonly Where[]): Promise<Actor[]>;
  /** How many. */
  count(where: Where | readonly Where[]): Promise<number>;
  /** What the index notes of each, in pages. */
  eachTagged(where: Where | readonly Where[]): AsyncIterable<Tagged[]>;
  /** Names and the like, without reading records. */
  cards(where: Where | readonly Where[], range: Range): Promise<ActorCard[]>;
  /**
   * The first of those whose names contain what was typed, and that `fits`: those in `first` (ids), then those whose
   * names begin with it, then the rest, each sorted by name. Of the index that `where` says, the tags are cards.
   */
  named(
    where: readonly Where[],
    typed: string,
    options: { fits?: (card: ActorCard) => boolean; first?: readonly string[]; most: number },
  ): Promise<ActorCard[]>;
  /** By id or name, in one server, whoever may see them; by id comes first. */
  candidates(guildId: string, idOrName: string): Promise<Actor[]>;
  /** By id or name, among those that the member may see. @throws UserError not-found */
  seen(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  add(actor: Actor): Promise<void>;
  /**
   * Reads, changes and writes; no other change of the actor comes in between. Resolves to the actor as stored afterwards.
   * @throws UserError not-found
   */
  change(id: string, apply: (actor: Actor) => Actor | Promise<Actor>): Promise<Actor>;
  /** The same; undefined if the actor is gone, or goes meanwhile. */
  changeIfThere(id: string, apply: (actor: Actor) => Actor): Promise<Actor | undefined>;
  /** Removes the record, with immediate effect; undefined if there was none. */
  remove(id: string): Promise<Actor | undefined>;
  /** Logs deeds that so far are only stored with the actors, because a process was killed or the disk was full. */
  logDeeds(): Promise<void>;
}

/** Among so many names of a server a part of one is looked for, while somebody types; the beginning among all of them. */
export const namesLookedAt = 20_000;
/** So many are judged by what else is wanted of them. */
const cardsReadMost = 2_000;

const isGone = (error: unknown) => error instanceof UserError && error.code === 'not-found';

export function createActorDirectory(
  actors: Collection<Actor>,
  audit: Pick<Audit, 'add'> = { add: async () => {} },
): ActorDirectory {
  /** Being removed, or not removed because the store failed: nobody gets them any more. */
  const leaving = new Set<string>();
  // Another process may have withdrawn a consent a moment ago.
  const recent = actors.shared ? { byId: actors.get, forget: () => {} } : createRecentActors(actors.get);
  const staying = <One extends { id: string }>(found: readonly One[]) =>
    found.filter(({ id }) => !leaving.has(id));

  async function byId(id: string): Promise<Actor | undefined> {
    const actor = await recent.byId(id);
    return leaving.has(id) ? undefined : actor;
  }

  async function some(ids: readonly string[]): Promise<Actor[]> {
    return staying(await actors.some(ids));
  }

  /** So many records are in memory at once. */
  const pageSize = 50;

  async function* each(where: Where | readonly Where[], range: Partial<Range> = {}): AsyncIterable<Actor> {
    for await (const page of eachFound(actors, where, { order: 'up', limit: pageSize, ...range }))
      yield* await some(page.map(({ id }) => id));
  }

  async function candidates(guildId: string, idOrName: string): Promise<Actor[]> {
    const found = await actors.find(withName(guildId, idOrName), { order: 'up', limit: pageSize });
    const all = await Promise.all([idOrName, ...found.map(({ id }) => id)].map(byId));
    return all.filter(actor => actor !== undefined && actor.guildId === guildId) as Actor[];
  }

  async function change(id: string, apply: (actor: Actor) => Actor | Promise<Actor>): Promise<Actor> {
    const actor = await actors.update(id, async current => {
      // Taken out a moment ago: a late change must not bring it back.
      if (!current || leaving.has(id)) return undefined;
      const next = await apply(current);
      return next === current || leaving.has(id) ? undefined : next;
    });
    recent.forget(id);
    if (!actor || leaving.has(id)) throw new UserError('not-found', said('actors.gone'));
    // The change itself is done; what the log does not take now is given to it again later.
    return logged(actor).catch(() => actor);
  }

  /** Moves deeds from the record into the log. */
  async function logged(actor: Actor): Promise<Actor> {
    if (!actor.unlogged?.length) return actor;
    await audit.add(actor.unlogged);
    const ids = new Set(actor.unlogged.map(note => note.id));
    const after = await actors.update(actor.id, current => {
      if (!current?.unlogged || leaving.has(actor.id)) return undefined;
      const { unlogged, ...rest } = current;
      const left = unlogged.filter(note => !ids.has(note.id));
      return left.length > 0 ? { ...rest, unlogged: left } : rest;
    });
    recent.forget(actor.id);
    return after ?? actor;
  }

  return {
    byId,
    some,
    each,
    candidates,
    change,
    known: actors.known,
    values: actors.values,
    count: actors.count,

    async firstOf(where, limit) {
      return some((await actors.find(where, { order: 'up', limit })).map(({ id }) => id));
    },

    async list(where) {
      const found: Actor[] = [];
      for await (const actor of each(where)) found.push(actor);
      return found;
    },

    async *eachTagged(where) {
      for await (const page of eachTagged(actors, where, { order: 'up' })) yield staying(page);
    },

    async cards(where, range) {
      return staying(await actors.findTagged(where, range)).map(readCard);
    },

    async named(where, typed, { fits = () => true, first = [], most }) {
      const wanted = folded(typed);
      const contains = wanted ? { contains: wanted, among: namesLookedAt } : {};
      const found = new Map<string, ActorCard>();
      const take = (page: readonly Tagged[]) => {
        for (const card of staying(page).map(readCard))
          if (found.size < most && !found.has(card.id) && fits(card)) found.set(card.id, card);
      };
      if (first.length > 0) {
        const among = where.map(one => ({ ...one, ids: first }));
        const page = await actors.findTagged(among, { order: 'up', limit: first.length, ...contains });
        const place = new Map(first.map((id, at) => [id, at]));
        take([...page].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)));
      }
      let read = 0;
      for (const range of wanted ? [{ begins: wanted }, contains] : [{}]) {
        if (found.size >= most || read >= cardsReadMost) break;
        for await (const page of eachTagged(actors, where, { ...range, order: 'up', limit: 2 * most })) {
          take(page);
          read += page.length;
          if (found.size >= most || read >= cardsReadMost) break;
        }
      }
      return [...found.values()];
    },

    async seen(guildId, memberId, idOrName) {
      const actor = (await candidates(guildId, idOrName)).find(one => maySee(one, memberId));
      if (actor) return actor;
      throw new UserError('not-found', said('actors.unknown'));
    },

    async add(actor) {
      await actors.put(actor.id, actor);
      recent.forget(actor.id);
      await logged(actor).catch(() => undefined);
    },

    async logDeeds() {
      for await (const actor of each({ index: 'unlogged', value: 'yes' })) await logged(actor);
    },

    async changeIfThere(id, apply) {
      try {
        return await change(id, apply);
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },

    async remove(id) {
      leaving.add(id);
      let last: Actor | undefined;
      // In turn with changes: what they have written is in it.
      await actors.update(id, current => {
        last = current;
        return undefined;
      });
      await actors.delete(id);
      recent.forget(id);
      leaving.delete(id);
      return last;
    },
  };
}
