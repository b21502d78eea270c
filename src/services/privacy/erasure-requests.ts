import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import type { Actor } from '../actors/actor.ts';
import { newId } from '../storage/id.ts';
import type { ErasedParts } from './erased-parts.ts';
import type { Eraser } from './eraser.ts';
import { type Counts, type Erasure, newErasure, owesNews, ownersToTell, withFound } from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';
import { findErased, type Scope } from './find-erased.ts';

/** The names are nowhere else by then: they are deleted with the actors. */
export type OnOwnersToTell = (erasureId: string, actors: Pick<Actor, 'ownerId' | 'name'>[]) => void;

/** What would go, before anything does. */
export interface Footprint {
  actors: { name: string; subjectId: string | undefined; ownerId: string }[];
  counts: Counts;
}

interface Asker {
  /** Who gets the receipt. Nobody does if a request ran out or a server is gone. */
  askedBy?: string | undefined;
  /** Where it was asked for: the receipt goes there if the asker takes no direct messages. */
  channelId?: string | undefined;
}

/** How a deletion is asked for. */
export interface ErasureRequests {
  /**
   * Deletes an actor with everything made of it. Resolves once it is done, or, if something cannot be reached or
   * takes long, with what has gone so far; the rest then continues by itself. Asked twice, it is one deletion.
   * @throws UserError gone
   */
  eraseActor(
    request: Asker & { actorId: string; why: 'deleted' | 'withdrawn' | 'declined' | 'expired' },
  ): Promise<Erasure>;
  /** The same for everything of a member, everywhere or in one server. */
  eraseMember(request: Asker & { memberId: string; guildId?: string | undefined }): Promise<Erasure>;
  /** The same for everything of a server that the bot has left. */
  eraseGuild(guildId: string): Promise<Erasure>;
  /** What `eraseActor` would delete. @throws UserError gone */
  footprintOfActor(actorId: string): Promise<Footprint>;
  /** What `eraseMember` would delete. */
  footprintOfMember(memberId: string, guildId?: string): Promise<Footprint>;
  /** Whether a caller still waits for the deletion, and will show how it ended. */
  isAwaited(id: string): boolean;
}

/** Calls with one key that overlap are one call, so that a double click is one deletion. */
function createOnce<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, work) => {
    const mine = running.get(key) ?? work().finally(() => running.delete(key));
    running.set(key, mine);
    return mine;
  };
}

const guildScope = (guildId: string | undefined) => (guildId === undefined ? {} : { guildId });

export function createErasureRequests({
  log,
  eraser,
  parts,
  onOwnersToTell,
  holder,
  now,
  logger,
  waitMs,
}: {
  log: ErasureLog;
  eraser: Pick<Eraser, 'begin'>;
  parts: Pick<ErasedParts, 'actors' | 'training' | 'generation'>;
  /** These actors were deleted by others than their owners; returns at once. */
  onOwnersToTell: OnOwnersToTell;
  /** This process, where there are several. */
  holder: string | undefined;
  now: () => number;
  logger: Logger;
  /** How long an answer waits for the deletion. */
  waitMs: number;
}): ErasureRequests {
  const awaited = new Set<string>();
  const once = createOnce<Erasure>();
  const actorExists = async (actorId: string) => (await parts.actors.byId(actorId)) !== undefined;

  /** Stores the whole plan, then begins. */
  async function erase(about: Pick<Erasure, 'what' | 'why'> & Asker, scope: Scope): Promise<Erasure> {
    const { what, why, askedBy, channelId } = about;
    const named = askedBy !== undefined && owesNews(about);
    const begun = newErasure(
      {
        id: newId(),
        what,
        why,
        at: now(),
        ...(holder === undefined ? {} : { holder }),
        ...(named ? { askedBy, ...(channelId ? { channelId } : {}) } : {}),
      },
      { ...scope, by: askedBy },
    );
    const found = await findErased(scope, parts);
    const erasure = withFound(begun, found);
    await log.add(erasure);
    logger.info({ erasure: erasure.id, what, why }, 'a deletion begins');
    const after = await settled(erasure.id);
    const told = ownersToTell(begun, found.actors);
    if (told.length > 0) onOwnersToTell(after.id, told);
    return after;
  }

  async function settled(id: string): Promise<Erasure> {
    awaited.add(id);
    const waiting = new AbortController();
    const enough = wait(waitMs, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([eraser.begin(id), enough]);
    waiting.abort();
    awaited.delete(id);
    const erasure = await log.byId(id);
    if (!erasure) throw new Error(`deletion ${id} is not on record`);
    return erasure;
  }

  async function footprint(scope: Scope): Promise<Footprint> {
    const found = await findErased(scope, parts);
    const { gone, work } = withFound(newErasure({ id: '', what: 'actor', why: 'deleted', at: 0 }, {}), found);
    return {
      actors: found.actors.map(({ name, subjectId, ownerId }) => ({ name, subjectId, ownerId })),
      counts: { ...gone, messages: work?.posts.length ?? 0, repos: work?.repos.length ?? 0 },
    };
  }

  return {
    eraseActor: ({ actorId, why, askedBy, channelId }) =>
      once(`actor/${actorId}`, async () => {
        if (await actorExists(actorId)) {
          return erase({ what: 'actor', why, askedBy, channelId }, { actorIds: [actorId] });
        }
        const known = await log.of('actor', actorId);
        if (known) return settled(known.id);
        throw new UserError('gone', said('actors.gone'));
      }),

    eraseMember: ({ memberId, guildId, askedBy, channelId }) =>
      once(`member/${memberId}/${guildId ?? ''}`, () =>
        erase(
          { what: 'member', why: 'deleted', askedBy, channelId },
          { memberId, actorIds: [], ...guildScope(guildId) },
        ),
      ),

    eraseGuild: guildId =>
      once(`guild/${guildId}`, async () => {
        const known = await log.of('guild', guildId);
        return known ? settled(known.id) : erase({ what: 'guild', why: 'left' }, { guildId, actorIds: [] });
      }),

    async footprintOfActor(actorId) {
      if (!(await actorExists(actorId))) throw new UserError('gone', said('actors.gone'));
      return footprint({ actorIds: [actorId] });
    },

    footprintOfMember: (memberId, guildId) => footprint({ memberId, actorIds: [], ...guildScope(guildId) }),

    isAwaited: id => awaited.has(id),
  };
}
