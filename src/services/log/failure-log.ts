import { z } from 'zod';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';

export const failureDays = 90;
/** Of one server; the oldest go first. */
export const failuresMost = 2_000;

/** Something that a member asked for and that did not work, through no fault of theirs. Not what they asked for. */
export const failureSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  memberId: z.string(),
  at: z.number(),
  /** As of a UserError, or `unexpected`. */
  code: z.string(),
  /** Under which the operator finds it in the technical log. */
  errorId: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

/** What failed in the last 90 days, for the admins of each server. */
export interface FailureLog {
  /** Returns at once: that something failed must never make more fail. */
  note(failure: Omit<Failure, 'id' | 'at'>): void;
  /** The latest first. */
  recent(guildId: string): Failure[];
  ofMember(memberId: string): Failure[];
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  prune(): Promise<void>;
}

const keptMs = failureDays * 24 * 60 * 60_000;

/** Reads what is stored once. */
export async function createFailureLog({
  collection,
  now,
  onUnwritten = () => {},
}: {
  collection: Pick<Collection<Failure>, 'all' | 'put' | 'delete'>;
  now: () => number;
  onUnwritten?: (error: unknown) => void;
}): Promise<FailureLog> {
  const failures = new Map((await collection.all()).map(failure => [failure.id, failure]));
  /** Writes under way: what is forgotten must not come back by one of them. */
  const writing = new Map<string, Promise<void>>();

  async function forget(which: (failure: Failure) => boolean): Promise<void> {
    for (const { id } of [...failures.values()].filter(which)) {
      await writing.get(id);
      await collection.delete(id);
      // Not before: what could not be deleted has to be found again.
      failures.delete(id);
    }
  }
  const recent = (guildId: string) =>
    [...failures.values()]
      .filter(failure => failure.guildId === guildId && failure.at > now() - keptMs)
      .sort((a, b) => b.at - a.at);

  return {
    note(failure) {
      const noted = { ...failure, id: newId(), at: now() };
      failures.set(noted.id, noted);
      const written = collection
        .put(noted.id, noted)
        .catch(onUnwritten)
        .finally(() => writing.delete(noted.id));
      writing.set(noted.id, written);
    },
    recent,
    ofMember: memberId => [...failures.values()].filter(failure => failure.memberId === memberId),
    forgetMember: memberId => forget(failure => failure.memberId === memberId),
    forgetGuild: guildId => forget(failure => failure.guildId === guildId),
    async prune() {
      const guilds = new Set([...failures.values()].map(({ guildId }) => guildId));
      const kept = new Set([...guilds].flatMap(id => recent(id).slice(0, failuresMost)));
      await forget(failure => !kept.has(failure));
    },
  };
}
