import type { Collection } from '../storage/collection.ts';
import { createTurns } from '../storage/turns.ts';
import { changeDays, changesMost, type SettingChange } from './setting-change.ts';

const keptMs = changeDays * 24 * 60 * 60_000;
/** In these, the items are members. */
const aboutMembers = ['memberLimits', 'memberCounts', 'blocked'];

/** Who changed which settings, for 90 days. Reads what is stored once. */
export interface ChangeLog {
  add(change: SettingChange): Promise<void>;
  byId(id: string): SettingChange | undefined;
  /** Of the same server. */
  since(change: SettingChange): SettingChange[];
  /** The latest first. */
  recent(guildId: string): SettingChange[];
  /** Those that the member made, for their export. */
  ofMember(memberId: string): SettingChange[];
  /** Takes out who made them, and deletes what was decided about the member. */
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  prune(): Promise<void>;
}

export async function createChangeLog({
  collection,
  now,
}: {
  collection: Pick<Collection<SettingChange>, 'all' | 'put' | 'delete'>;
  now: () => number;
}): Promise<ChangeLog> {
  const changes = new Map((await collection.all()).map(change => [change.id, change]));

  /** Two deletions at once: what one has removed, the other must not write again. */
  const inTurn = createTurns();
  async function removeNow(id: string): Promise<void> {
    await collection.delete(id);
    changes.delete(id);
  }
  const remove = (id: string) => inTurn(id, () => removeNow(id));
  async function put(change: SettingChange): Promise<void> {
    await collection.put(change.id, change);
    changes.set(change.id, change);
  }
  const recent = (guildId: string) =>
    [...changes.values()]
      .filter(change => change.guildId === guildId && change.at > now() - keptMs)
      .sort((a, b) => b.at - a.at);

  return {
    add: put,
    byId: id => changes.get(id),
    since({ id, guildId, at }) {
      // Of one moment, those that were added later: the stable sort keeps that order.
      const ordered = [...changes.values()]
        .filter(change => change.guildId === guildId && change.at >= at)
        .sort((a, b) => a.at - b.at);
      return ordered.slice(ordered.findIndex(change => change.id === id) + 1);
    },
    recent,
    ofMember: memberId => [...changes.values()].filter(({ by }) => by === memberId),
    async forgetMember(memberId) {
      for (const { id } of [...changes.values()]) {
        await inTurn(id, async () => {
          const change = changes.get(id);
          if (!change) return;
          const { by, ...rest } = change;
          const parts = change.parts.filter(
            ({ key, item }) => !(aboutMembers.includes(key) && item === memberId),
          );
          if (parts.length === 0) await removeNow(id);
          else if (by === memberId) await put({ ...rest, parts });
          else if (parts.length < change.parts.length) await put({ ...change, parts });
        });
      }
    },
    async forgetGuild(guildId) {
      for (const { id } of [...changes.values()].filter(change => change.guildId === guildId))
        await remove(id);
    },
    async prune() {
      const guilds = new Set([...changes.values()].map(({ guildId }) => guildId));
      const kept = new Set(
        [...guilds].flatMap(guildId =>
          recent(guildId)
            .slice(0, changesMost)
            .map(({ id }) => id),
        ),
      );
      for (const id of [...changes.keys()]) if (!kept.has(id)) await remove(id);
    },
  };
}
