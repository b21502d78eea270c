import type { Logger } from '../../logger.ts';
import type { Collection } from '../storage/collection.ts';
import { deleteFound, recordsFound } from '../storage/found-records.ts';
import { timeRank } from '../storage/refs.ts';
import { type SafetyEntry, safetyLogDays } from './safety-entry.ts';

/** The requests that were stopped in the last 90 days. */
export interface SafetyLog {
  /** Never rejects: an entry that could not be stored is kept in memory. */
  add(entry: SafetyEntry): Promise<void>;
  /** What was stopped in the server, the latest first. */
  recent(guildId: string): Promise<SafetyEntry[]>;
  /** What was stopped of a member, for their export; the oldest first. */
  ofMember(memberId: string): Promise<SafetyEntry[]>;
  forgetMember(memberId: string): Promise<void>;
  forgetActor(actorId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes what was kept long enough. */
  prune(): Promise<void>;
}

const keptMs = safetyLogDays * 24 * 60 * 60_000;

export function createSafetyLog({
  collection,
  now,
  logger,
}: {
  /** Opened with `safetyEntryIndexes`. */
  collection: Collection<SafetyEntry>;
  now: () => number;
  logger?: Logger | undefined;
}): SafetyLog {
  /** What the store did not take. */
  let unstored: SafetyEntry[] = [];
  const isKept = ({ at }: SafetyEntry) => at > now() - keptMs;

  async function forget(index: 'guild' | 'member' | 'actor', value: string): Promise<void> {
    const key = `${index}Id` as const;
    unstored = unstored.filter(entry => entry[key] !== value);
    await deleteFound(collection, { index, value });
  }

  return {
    async add(entry) {
      await collection.put(entry.id, entry).catch(error => {
        unstored.push(entry);
        logger?.error({ err: error }, 'the safety log was not written');
      });
    },
    async recent(guildId) {
      const stored = await recordsFound(
        collection,
        { index: 'guild', value: guildId },
        { from: timeRank(now() - keptMs + 1) },
      );
      return [...unstored.filter(entry => entry.guildId === guildId && isKept(entry)), ...stored].sort(
        (a, b) => b.at - a.at,
      );
    },
    async ofMember(memberId) {
      const stored = await recordsFound(collection, { index: 'member', value: memberId }, { order: 'up' });
      return [...stored, ...unstored.filter(entry => entry.memberId === memberId)];
    },
    forgetMember: memberId => forget('member', memberId),
    forgetActor: actorId => forget('actor', actorId),
    forgetGuild: guildId => forget('guild', guildId),
    async prune() {
      unstored = unstored.filter(isKept);
      for (const value of await collection.values('guild'))
        await deleteFound(collection, { index: 'guild', value }, { below: timeRank(now() - keptMs + 1) });
    },
  };
}
