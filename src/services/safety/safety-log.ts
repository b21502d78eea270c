import type { Logger } from '../../logger.ts';
import type { Collection } from '../storage/collection.ts';
import { type SafetyEntry, safetyLogDays } from './safety-entry.ts';

/** The requests that were stopped in the last 90 days. */
export interface SafetyLog {
  /** Never rejects: an entry that could not be stored is kept in memory. */
  add(entry: SafetyEntry): Promise<void>;
  /** What was stopped in the server, the latest first. */
  recent(guildId: string): SafetyEntry[];
  /** What was stopped of a member, for their export. */
  ofMember(memberId: string): SafetyEntry[];
  forgetMember(memberId: string): Promise<void>;
  forgetActor(actorId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes what was kept long enough. */
  prune(): Promise<void>;
}

const keptMs = safetyLogDays * 24 * 60 * 60_000;

/** Reads the log once. */
export async function createSafetyLog({
  collection,
  now,
  logger,
}: {
  collection: Collection<SafetyEntry>;
  now: () => number;
  logger?: Logger | undefined;
}): Promise<SafetyLog> {
  const entries = new Map((await collection.all()).map(entry => [entry.id, entry]));

  async function forget(which: (entry: SafetyEntry) => boolean): Promise<void> {
    for (const entry of [...entries.values()].filter(which)) {
      await collection.delete(entry.id);
      entries.delete(entry.id);
    }
  }

  return {
    async add(entry) {
      entries.set(entry.id, entry);
      await collection
        .put(entry.id, entry)
        .catch(error => logger?.error({ err: error }, 'the safety log was not written'));
    },
    recent: guildId =>
      [...entries.values()]
        .filter(entry => entry.guildId === guildId && entry.at > now() - keptMs)
        .sort((a, b) => b.at - a.at),
    ofMember: memberId => [...entries.values()].filter(entry => entry.memberId === memberId),
    forgetMember: memberId => forget(entry => entry.memberId === memberId),
    forgetActor: actorId => forget(entry => entry.actorId === actorId),
    forgetGuild: guildId => forget(entry => entry.guildId === guildId),
    prune: () => forget(entry => entry.at <= now() - keptMs),
  };
}
