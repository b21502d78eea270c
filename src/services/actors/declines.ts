import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Collection } from '../storage/collection.ts';
import { eachFound, type Indexes, timeRank } from '../storage/refs.ts';

/** A refusal, under a name that leads to nobody without the bot's secret. */
export const declineSchema = z.object({
  id: z.string(),
  /** Absent: for good. */
  until: z.number().optional(),
  /** Of a member who was blocked: who blocked them, under another such name. */
  by: z.string().optional(),
});
export type Decline = z.infer<typeof declineSchema>;

/** By when it ends, and who blocked somebody. */
export const declineIndexes: Indexes<Decline> = {
  version: 2,
  by: {
    ends: ({ until }) => (until === undefined ? [] : [{ value: 'ends', rank: timeRank(until) }]),
    blocked: ({ by }) => (by === undefined ? [] : [{ value: by, rank: '' }]),
  },
};

export const declineDays = 30;
const holdsMs = declineDays * 24 * 60 * 60_000;

/** Who has refused to be asked, and by whom. */
export interface Declines {
  /** @throws UserError not-allowed */
  requireAskable(askerId: string, subjectId: string): Promise<void>;
  /** The same member may not ask the same person for 30 days, in any server. */
  note(askerId: string, subjectId: string): Promise<void>;
  /** Nobody may ask this person any more. */
  neverAsk(subjectId: string): Promise<void>;
  /** Takes `neverAsk` back. What they answered to single members holds for its 30 days. */
  letAsk(subjectId: string): Promise<void>;
  /** Whether they said that nobody may ask them. */
  isNeverAsked(subjectId: string): Promise<boolean>;
  /** This member may ask this person for nothing any more, in any server: neither to cast them nor for images of them. */
  block(askerId: string, subjectId: string): Promise<void>;
  /** Takes `block` back: for one member, or for all whom the person blocked. */
  unblock(subjectId: string, askerId?: string): Promise<void>;
  isBlocked(askerId: string, subjectId: string): Promise<boolean>;
  /** How many members the person has blocked: who they are is not kept. */
  blockedBy(subjectId: string): Promise<number>;
}

/**
 * Kept without ids, so that a refusal outlives the deletion of anybody's data: deleting would be a way around it for the
 * one, and would make the other be asked anew.
 */
export async function createDeclines({
  collection,
  secret,
  now,
}: {
  collection: Collection<Decline>;
  secret: string;
  now: () => number;
}): Promise<Declines> {
  const over = eachFound(
    collection,
    { index: 'ends', value: 'ends' },
    { order: 'up', below: timeRank(now() + 1) },
  );
  for await (const page of over) for (const { id } of page) await collection.delete(id);
  const alias = (words: string) => createHmac('sha256', secret).update(words).digest('base64url');
  const pair = (askerId: string, subjectId: string) => alias(`decline/${askerId}/${subjectId}`);
  const everybody = (subjectId: string) => alias(`never/${subjectId}`);
  const blocked = (askerId: string, subjectId: string) => alias(`block/${askerId}/${subjectId}`);
  const blocker = (subjectId: string) => alias(`blocker/${subjectId}`);
  async function holds(...ids: string[]): Promise<boolean> {
    const found = await collection.some(ids);
    return found.some(({ until = Number.POSITIVE_INFINITY }) => until > now());
  }
  const keep = (decline: Decline) => collection.put(decline.id, decline);

  return {
    async requireAskable(askerId, subjectId) {
      const refusals = [pair(askerId, subjectId), blocked(askerId, subjectId), everybody(subjectId)];
      if (!(await holds(...refusals))) return;
      // The same words for all, so that they tell no more than that.
      throw new UserError('not-allowed', said('actors.cannotAsk'));
    },
    note: (askerId, subjectId) => keep({ id: pair(askerId, subjectId), until: now() + holdsMs }),
    neverAsk: subjectId => keep({ id: everybody(subjectId) }),
    letAsk: subjectId => collection.delete(everybody(subjectId)),
    isNeverAsked: subjectId => holds(everybody(subjectId)),
    block: (askerId, subjectId) => keep({ id: blocked(askerId, subjectId), by: blocker(subjectId) }),
    async unblock(subjectId, askerId) {
      if (askerId !== undefined) return collection.delete(blocked(askerId, subjectId));
      const all = eachFound(collection, { index: 'blocked', value: blocker(subjectId) });
      for await (const page of all) for (const { id } of page) await collection.delete(id);
    },
    isBlocked: (askerId, subjectId) => holds(blocked(askerId, subjectId)),
    blockedBy: subjectId => collection.count({ index: 'blocked', value: blocker(subjectId) }),
  };
}
