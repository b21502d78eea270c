import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';

/** A refusal, under a name that leads to nobody without the bot's secret. */
export const declineSchema = z.object({
  id: z.string(),
  /** Absent: for good. */
  until: z.number().optional(),
});
export type Decline = z.infer<typeof declineSchema>;

export const declineDays = 30;
const holdsMs = declineDays * 24 * 60 * 60_000;

/** Who has refused to be cast, and by whom they may not be asked again. */
export interface Declines {
  /** @throws UserError not-allowed */
  requireAskable(askerId: string, subjectId: string): void;
  /** The same member may not ask the same person for 30 days, in any server. */
  note(askerId: string, subjectId: string): Promise<void>;
  /** Nobody may ask this person any more. */
  neverAsk(subjectId: string): Promise<void>;
  /** Takes `neverAsk` back. What they answered to single members holds for its 30 days. */
  letAsk(subjectId: string): Promise<void>;
  /** Whether they said that nobody may ask them. */
  isNeverAsked(subjectId: string): boolean;
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
  secret: string | Buffer;
  now: () => number;
}): Promise<Declines> {
  const index = new Map<string, Decline>();
  const isOver = ({ until = Number.POSITIVE_INFINITY }: Decline) => until <= now();
  for (const decline of await collection.all()) {
    if (isOver(decline)) await collection.delete(decline.id);
    else index.set(decline.id, decline);
  }
  const alias = (words: string) => createHmac('sha256', secret).update(words).digest('base64url');
  const pair = (askerId: string, subjectId: string) => alias(`decline/${askerId}/${subjectId}`);
  const everybody = (subjectId: string) => alias(`never/${subjectId}`);
  const holds = (id: string) => {
    const decline = index.get(id);
    return decline !== undefined && !isOver(decline);
  };
  async function keep(decline: Decline): Promise<void> {
    await collection.put(decline.id, decline);
    index.set(decline.id, decline);
  }

  return {
    requireAskable(askerId, subjectId) {
      if (!holds(pair(askerId, subjectId)) && !holds(everybody(subjectId))) return;
      // The same words for both, so that they tell no more than that.
      throw new UserError(
        'not-allowed',
        'You can’t ask this member right now, so nothing was registered. They can register themselves with `/actor register`.',
      );
    },
    note: (askerId, subjectId) => keep({ id: pair(askerId, subjectId), until: now() + holdsMs }),
    neverAsk: subjectId => keep({ id: everybody(subjectId) }),
    async letAsk(subjectId) {
      const id = everybody(subjectId);
      await collection.delete(id);
      index.delete(id);
    },
    isNeverAsked: subjectId => holds(everybody(subjectId)),
  };
}
