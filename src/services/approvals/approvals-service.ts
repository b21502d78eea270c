import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { mayAskFor, mayUse, principalOf } from '../actors/access.ts';
import type { Actor, Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { isOf, type Whose } from '../generation/requests/accepted-request.ts';
import type { GenerationRequest } from '../generation/requests/plan.ts';
import { type StoredRequest, toStored } from '../generation/requests/stored-request.ts';
import type { Collection } from '../storage/collection.ts';
import { eachRecord, recordsFound } from '../storage/found-records.ts';
import { eachFound, type Range, timeRank, type Where } from '../storage/refs.ts';
import { createTurns } from '../storage/turns.ts';
import {
  type Approval,
  actorIdsIn,
  answered,
  approvalLifeMs,
  isApproved,
  isWaiting,
  sameness,
  withoutContent,
} from './approval.ts';
import { createAskable } from './askable.ts';
import { askedWords, over } from './asked-words.ts';
import { createDecisionLog } from './decision-log.ts';

/** Requests for images of actors whose person approves each one. */
export interface Approvals {
  /**
   * Stores the request until these actors' people have answered; the same id or the same request again changes nothing.
   * Resolves to what the member is told. Nothing is reserved or spent. @throws UserError queue-full | not-found
   */
  ask(id: string, request: GenerationRequest, actors: readonly Actor[]): Promise<UserError>;
  /** One that this member is asked about, and that still waits. @throws UserError not-allowed | gone */
  asked(memberId: string, id: string): Promise<Approval>;
  /** Approving twice changes nothing; declining counts until it is taken up. @throws UserError not-allowed | gone */
  answer(memberId: string, id: string, answer: 'approve' | 'decline'): Promise<Approval>;
  /**
   * Declines it, with all that the same member asked of this person and that is not answered, and lets them ask for
   * nothing any more. @throws UserError not-allowed | gone
   */
  block(memberId: string, id: string): Promise<Approval>;
  /** Those that somebody has to be asked or told about, or that have run out. */
  due(): AsyncIterable<Approval>;
  /** The person was asked by this message. False if it is not waiting any more: then the message has to be taken back. */
  notePost(id: string, memberId: string, post: Post): Promise<boolean>;
  /** Nothing comes of one that still waits. */
  end(id: string, why: NonNullable<Approval['over']>): Promise<void>;
  /** The member who asked knows how it ended, or is gone. */
  settle(id: string): Promise<void>;
  /** Those that were approved and not taken up. */
  approved(): AsyncIterable<Approval>;
  /** Hands an approved one on, which is then kept no longer. Resolves to whether there still was one. */
  takeUp(id: string, accept: (request: StoredRequest) => Promise<void>): Promise<boolean>;
  /** Access to this actor, or to any, has changed: requests that no longer need an answer go on, forbidden ones end. */
  reconsider(actorId?: string): Promise<void>;
  /** With what others wrote, if it is about an actor of theirs. */
  ofMember(memberId: string): Promise<Approval[]>;
  /**
   * Removes them. If an actor was deleted, the member who asked is told, without its name. The messages that asked are
   * the caller's to delete: each is handed over before the record that names it goes.
   */
  forget(whose: Whose, handOver: (posts: Post[]) => Promise<unknown>): Promise<void>;
  /** The servers that have any. */
  guildIds(): Promise<string[]>;
}

export function createApprovals({
  collection,
  actors,
  onDue = () => {},
  onApproved = () => {},
  onAnswered = () => {},
  now,
}: {
  /** Opened with `approvalIndexes`. */
  collection: Collection<Approval>;
  actors: Pick<ActorsService, 'byId' | 'logDeed' | 'block' | 'isBlocked'>;
  /** Somebody has to be asked or told. */
  onDue?: () => void;
  /** A request may be made now. */
  onApproved?: () => void;
  /** Somebody answered: the message that asked them has to say so. */
  onAnswered?: (approval: Approval) => void;
  now: () => number;
}): Approvals {
  const inTurn = createTurns();
  const log = createDecisionLog(actors);
  const { requireAskable, requireRoom } = createAskable({ collection, actors });

  const each = (where: Where | readonly Where[], range?: Partial<Range>) =>
    eachRecord(collection, where, range);

  /** Changes one that still waits, and notifies the rest of the bot. Resolves to it as it is afterwards. */
  async function change(
    id: string,
    how: (approval: Approval) => Approval,
    {
      isOpen = isWaiting,
      log: toLog = async () => {},
    }: { isOpen?: (approval: Approval) => boolean; log?: (approval: Approval) => Promise<void> } = {},
  ): Promise<Approval | undefined> {
    const after = await inTurn(id, async () => {
      const before = await collection.get(id);
      if (!before || !isOpen(before)) return undefined;
      await toLog(before);
      return collection.update(id, current => (current && isOpen(current) ? how(current) : undefined));
    });
    if (after && isApproved(after)) onApproved();
    else if (after?.over !== undefined) onDue();
    return after;
  }

  async function existing(memberId: string, id: string): Promise<Approval> {
    const approval = await collection.get(id);
    if (!approval || approval.over !== undefined) throw over();
    if (isWaiting(approval) && approval.expiresAt <= now()) throw over();
    if (!approval.asked.some(asked => asked.memberId === memberId)) {
      throw new UserError('not-allowed', said('approvals.onlyPerson'));
    }
    return approval;
  }

  /** @throws UserError not-allowed | gone */
  async function answer(memberId: string, id: string, how: 'approve' | 'decline'): Promise<Approval> {
    await existing(memberId, id);
    const after =
      how === 'approve'
        ? await change(id, current => answered(current, memberId, { approvedAt: now() }), {
            log: log.approved(memberId),
          })
        : await change(
            id,
            current => ({ ...answered(current, memberId, { declinedAt: now() }), over: 'declined' }),
            // Until it is taken up, they may think better of it.
            { isOpen: ({ over }) => over === undefined, log: log.refused(memberId) },
          );
    // Ended in the same moment: nothing comes of it, whatever they pressed.
    const expected = how === 'approve' ? undefined : 'declined';
    if (!after || after.over !== expected) throw over();
    onAnswered(after);
    return after;
  }

  /** As its actors are now: approved where nobody has to be asked any more, over where nobody may. */
  async function reconsidered(approval: Approval): Promise<void> {
    const { memberId } = approval.request;
    const found = await Promise.all(actorIdsIn(approval).map(actors.byId));
    const there = found.filter(actor => actor !== undefined);
    const why =
      there.length < found.length
        ? 'deleted'
        : there.every(actor => mayAskFor(actor, memberId))
          ? undefined
          : 'narrowed';
    const free = new Set(there.filter(actor => mayUse(actor, memberId)).map(({ id }) => id));
    await change(approval.id, current =>
      why
        ? { ...current, over: why }
        : {
            ...current,
            asked: current.asked.map(asked =>
              asked.actors.every(({ id }) => free.has(id)) ? { approvedAt: now(), ...asked } : asked,
            ),
          },
    );
  }

  return {
    ask: (id, request, asked) =>
      // One at a time, so that two at once can't both be the last.
      inTurn('asking', async () => {
        // What they may do is asked again when it is made.
        const { roleIds: _roles, admin: _admin, ...stored } = toStored(request);
        const [same] = await collection.find({ index: 'same', value: sameness(stored) }, { limit: 1 });
        const before = (await collection.get(id)) ?? (same && (await collection.get(same.id)));
        if (before) return askedWords(before, before.id !== id);
        await requireAskable(request.memberId, asked);
        await requireRoom(request.memberId, asked);
        const people = [...new Set(asked.map(principalOf))];
        const approval: Approval = {
          id,
          request: stored,
          asked: people.map(memberId => ({
            memberId,
            actors: asked
              .filter(actor => principalOf(actor) === memberId)
              .map(({ id: actorId, name }) => ({ id: actorId, name })),
          })),
          askedAt: now(),
          expiresAt: now() + approvalLifeMs,
        };
        await collection.put(id, approval);
        // Deleted or blocked a moment ago: what ends such requests may have passed by already.
        await requireAskable(request.memberId, asked).catch(async error => {
          await collection.delete(id);
          throw error;
        });
        onDue();
        return askedWords(approval, false);
      }),

    async asked(memberId, id) {
      const approval = await existing(memberId, id);
      if (!isWaiting(approval)) throw over();
      return approval;
    },

    answer,

    async block(memberId, id) {
      const { request } = await existing(memberId, id);
      // First, so that nothing new comes in between.
      await actors.block(memberId, request.memberId);
      for await (const other of each({ index: 'waitsOf', value: request.memberId })) {
        const asked = other.asked.find(one => one.memberId === memberId);
        if (other.id === id || !asked || asked.approvedAt !== undefined) continue;
        // Not as their answer: the message that asks them says that it is over.
        await change(other.id, current => ({ ...current, over: 'declined' }), { log: log.refused(memberId) });
      }
      return answer(memberId, id, 'decline');
    },

    due: () => each({ index: 'due', value: 'due' }, { order: 'up', below: timeRank(now() + 1) }),

    async notePost(id, memberId, post) {
      const after = await change(id, current => ({
        ...current,
        asked: current.asked.map(asked => (asked.memberId === memberId ? { ...asked, post } : asked)),
      }));
      return after !== undefined && isWaiting(after);
    },

    async end(id, why) {
      await change(id, current => ({ ...current, over: why }), why === 'expired' ? { log: log.lapsed } : {});
    },

    settle: id => inTurn(id, () => collection.delete(id)),

    approved: () => each({ index: 'approved', value: 'approved' }),

    takeUp: (id, accept) =>
      inTurn(id, async () => {
        const approval = await collection.get(id);
        if (!approval || !isApproved(approval)) return false;
        await accept({ ...approval.request, approvedFor: actorIdsIn(approval) });
        await collection.delete(id);
        return true;
      }),

    async reconsider(actorId) {
      const where =
        actorId === undefined ? { index: 'waiting', value: 'waiting' } : { index: 'actor', value: actorId };
      for await (const approval of each(where)) if (isWaiting(approval)) await reconsidered(approval);
    },

    ofMember: memberId => recordsFound(collection, { index: 'member', value: memberId }),

    async forget(whose, handOver) {
      const ids = new Set<string>();
      for await (const page of eachFound(collection, whereOf(whose))) for (const { id } of page) ids.add(id);
      for (const id of ids) await inTurn(id, () => forgetOne(id, whose, handOver));
    },

    guildIds: () => collection.values('guild'),
  };

  async function forgetOne(
    id: string,
    whose: Whose,
    handOver: (posts: Post[]) => Promise<unknown>,
  ): Promise<void> {
    const current = await collection.get(id);
    // The member is one who is asked: their actors go with them, and the member who asked is told.
    if (!current || ('memberId' in whose && !isOf(whose, current.request))) return;
    const posts = current.asked.flatMap(({ post }) => post ?? []);
    if (posts.length > 0) await handOver(posts);
    if ('actorIds' in whose) {
      // As it is now: somebody may have answered meanwhile.
      await collection.update(id, now => now && withoutContent(now));
      onDue();
    } else await collection.delete(id);
  }
}

function whereOf(whose: Whose): Where {
  if ('memberId' in whose) {
    const { memberId, guildId } = whose;
    const inServer = guildId === undefined ? {} : { and: [{ index: 'guild', value: guildId }] };
    return { index: 'member', value: memberId, ...inServer };
  }
  if ('guildId' in whose) return { index: 'guild', value: whose.guildId };
  return { index: 'actor', value: whose.actorIds };
}
