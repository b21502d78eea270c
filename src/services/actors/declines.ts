import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { eachFound, type Indexes, timeRank } from '../storage/refs.ts';

/** A refusal, under a name that leads to nobody without the bot's secret. */
export const declineSchema = z.object({
  id: z.string(),
  /** Absent: for good. */
  until: z.number().optional(),
});
export type Decline = z.infer<typeof declineSchema>;

/** By when it ends. */
export const declineIndexes: Indexes<Decline> = {
  version: 1,
  by: { ends: ({ until }) => (until === undefined ? [] : [{ value: 'ends', rank: timeRank(until) }]) },
};

export const declineDays = 30;
const holdsMs = declineDays * 24 * 60 * 60_000;

/** Who has refused to be cast, and by whom they may not be asked again. */
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
  async function holds(...ids: string[]): Promise<boolean> {
    const found = await collection.some(ids);
    return found.some(({ until = Number.POSITIVE_INFINITY }) => until > now());
  }
  const keep = (decline: Decline) => collection.put(decline.id, decline);

  return {
    async requireAskable(askerId, subjectId) {
      if (!(await holds(pair(askerId, subjectId), everybody(subjectId)))) return;
      // The same words for both, so that they tell no more than that.
      throw new UserError(
        'not-allowed',
        'You can’t ask this member right now, so nothing was registered. They can register themselves with `/actor register`.',
      );
    },
    note: (askerId, subjectId) => keep({ id: pair(askerId, subjectId), until: now() + holdsMs }),
    neverAsk: subjectId => keep({ id: everybody(subjectId) }),
    letAsk: subjectId => collection.delete(everybody(subjectId)),
    isNeverAsked: subjectId => holds(everybody(subjectId)),
  };
}
