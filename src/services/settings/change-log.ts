import type { Collection } from '../storage/collection.ts';
import { deleteFound, keepLatest, recordsFound } from '../storage/found-records.ts';
import { eachFound, timeRank } from '../storage/refs.ts';
import { createTurns } from '../storage/turns.ts';
import { changeDays, changesMost, memberIn, type SettingChange } from './setting-change.ts';

const keptMs = changeDays * 24 * 60 * 60_000;

/** Who changed which settings, for 90 days. */
export interface ChangeLog {
  add(change: SettingChange): Promise<void>;
  byId(id: string): Promise<SettingChange | undefined>;
  /** Of the same server, and no earlier. */
  since(change: SettingChange): Promise<SettingChange[]>;
  /** The latest first. */
  recent(guildId: string): Promise<SettingChange[]>;
  /** Those that the member made, for their export; the oldest first. */
  ofMember(memberId: string): Promise<SettingChange[]>;
  /** Takes out who made them, and deletes what was decided about the member. */
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  prune(): Promise<void>;
}

export function createChangeLog({
  collection,
  now,
}: {
  /** Opened with `settingChangeIndexes`. */
  collection: Pick<
    Collection<SettingChange>,
    'get' | 'some' | 'find' | 'values' | 'put' | 'update' | 'delete'
  >;
  now: () => number;
}): ChangeLog {
  /** Two deletions at once: what one has removed, the other must not write again. */
  const inTurn = createTurns();
  const inTurns = { find: collection.find, delete: (id: string) => inTurn(id, () => collection.delete(id)) };
  const inGuild = (value: string) => ({ index: 'guild', value });

  async function forgetIn(id: string, memberId: string): Promise<void> {
    // In one statement: another process may forget somebody else who is in it.
    const left = await collection.update(id, change => {
      if (!change) return undefined;
      const { by, ...rest } = change;
      const parts = change.parts.filter(part => memberIn(part) !== memberId);
      return by === memberId ? { ...rest, parts } : { ...change, parts };
    });
    if (left?.parts.length === 0) await collection.delete(id);
  }

  return {
    add: change => collection.put(change.id, change),
    byId: id => collection.get(id),
    async since({ id, guildId, at }) {
      const found = await recordsFound(collection, inGuild(guildId), { order: 'up', from: timeRank(at) });
      return found.filter(change => change.id !== id);
    },
    recent: guildId => recordsFound(collection, inGuild(guildId), { from: timeRank(now() - keptMs + 1) }),
    ofMember: memberId => recordsFound(collection, { index: 'by', value: memberId }, { order: 'up' }),
    async forgetMember(memberId) {
      const theirs = ['by', 'about'].map(index => ({ index, value: memberId }));
      for await (const page of eachFound(collection, theirs))
        for (const { id } of page) await inTurn(id, () => forgetIn(id, memberId));
    },
    forgetGuild: guildId => deleteFound(inTurns, inGuild(guildId)),
    async prune() {
      const limits = { until: now() - keptMs, most: changesMost };
      for (const guildId of await collection.values('guild'))
        await keepLatest(inTurns, inGuild(guildId), limits);
    },
  };
}

/** Keeps nothing. */
export const noChangeLog: ChangeLog = {
  add: async () => {},
  byId: async () => undefined,
  since: async () => [],
  recent: async () => [],
  ofMember: async () => [],
  forgetMember: async () => {},
  forgetGuild: async () => {},
  prune: async () => {},
};
