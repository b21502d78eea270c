import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { type Said, said } from '../../../words/words.ts';
import type { Collection } from '../../storage/collection.ts';

export const accountPauseSchema = z.object({
  /** When Hugging Face first said that the credits are used up. */
  since: z.number(),
  /** When one call is let through again, to see. */
  probeAt: z.number(),
});
export type StoredAccountPause = z.infer<typeof accountPauseSchema>;

/** Whether the shared account's credits are used up. Over a restart too. */
export interface AccountPause {
  /** Reads again what another process may have found out. */
  refresh(): Promise<void>;
  paused(): { since: number; reason: Said } | undefined;
  /** Lets one call an hour through while the account is paused. @throws UserError account-paused */
  check(): void;
  /** Hugging Face refused to be paid for a call. */
  refused(): Promise<void>;
  /** A call was paid for: the account works again. */
  accepted(): Promise<void>;
  /** An admin says that it was topped up. */
  resume(): Promise<void>;
}

const id = 'account';
const probeEveryMs = 60 * 60_000;

export async function createAccountPause({
  collection,
  onPaused,
  now,
}: {
  collection: Collection<StoredAccountPause>;
  /** Once a pause. */
  onPaused: (since: number) => void;
  now: () => number;
}): Promise<AccountPause> {
  let current = await collection.get(id);

  async function lift(): Promise<void> {
    if (!current) return;
    current = undefined;
    await collection.delete(id);
  }

  return {
    async refresh() {
      const stored = await collection.get(id);
      // When this process last let a call through is known to it alone.
      const probeAt = Math.max(
        stored?.probeAt ?? 0,
        stored?.since === current?.since ? (current?.probeAt ?? 0) : 0,
      );
      current = stored && { ...stored, probeAt };
    },
    paused: () => current && { since: current.since, reason: said('huggingface.creditsUsedUp') },

    check() {
      if (!current) return;
      if (now() < current.probeAt) {
        throw new UserError('account-paused', said('huggingface.creditsStillUsedUp'));
      }
      current = { ...current, probeAt: now() + probeEveryMs };
    },

    async refused() {
      const before = current;
      current = { since: before?.since ?? now(), probeAt: now() + probeEveryMs };
      await collection.put(id, current);
      if (!before) onPaused(current.since);
    },

    accepted: lift,
    async resume() {
      current = undefined;
      // Another process may have paused it.
      await collection.delete(id);
    },
  };
}
