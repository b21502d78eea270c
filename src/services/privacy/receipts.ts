import type { Store } from '../storage/store.ts';
import { type Erasure, isDone, unnamed, withoutTold } from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';

/** The receipts of deletions, and who is still owed one. */
export interface Receipts {
  /** How far a deletion is; undefined 30 days after it was done. */
  receipt(id: string): Promise<Erasure | undefined>;
  /** Deletions that are done but whose receipt nobody has seen: the process ended, or the answer was lost. */
  unshown(): Promise<Erasure[]>;
  /** Deletions of actors whose owners are to be told, once nobody can use them any more. */
  ownersToTell(): Promise<Erasure[]>;
  /** They were told, or cannot be. */
  markOwnerTold(id: string, memberId: string): Promise<void>;
  /** The receipt of a finished deletion was shown, so the record no longer names who asked for it. */
  markShown(id: string): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;
export const receiptDays = 30;
/** How long the bot tries to show a receipt, for instance to somebody who takes no direct messages. */
export const receiptOwedDays = 1;
const answerTakesAtMostMs = 2 * 60_000;

export function createReceipts({
  log,
  store,
  isAwaited,
  now,
}: {
  log: ErasureLog;
  store: Pick<Store, 'flush'>;
  /** Whether a caller still waits for the deletion, and will show its receipt. */
  isAwaited: (id: string) => boolean;
  now: () => number;
}): Receipts & { prune(): Promise<void> } {
  const startedAt = now();

  async function markShown(id: string): Promise<void> {
    const erasure = await log.byId(id);
    if (!erasure || !isDone(erasure) || unnamed(erasure) === erasure) return;
    await log.change(id, unnamed);
    await store.flush();
  }

  return {
    receipt: log.byId,
    unshown: async () =>
      (await log.due('named')).filter(({ id, askedBy, doneAt }) => {
        if (askedBy === undefined || doneAt === undefined || isAwaited(id)) return false;
        return doneAt < startedAt || doneAt + answerTakesAtMostMs <= now();
      }),
    ownersToTell: async () =>
      (await log.due('tell')).filter(({ tell, work }) => tell && (!work || work.removed)),
    async markOwnerTold(id, memberId) {
      await log.change(id, erasure => withoutTold(erasure, memberId));
      await store.flush();
    },
    markShown,
    /** Removes receipts that are old enough, and names from those that were owed long enough. */
    async prune() {
      for (const { id } of await log.due('done', now() - receiptDays * dayMs + 1)) await log.remove(id);
      const owedUntil = now() - receiptOwedDays * dayMs + 1;
      for (const { id } of await log.due('tell', owedUntil)) await log.change(id, one => withoutTold(one));
      for (const { id } of await log.due('named', owedUntil)) await markShown(id);
    },
  };
}
