import { actorIdsOf, type Generation } from '../generation.ts';

/** What of a generation is kept in memory: enough to find it, to say who may see it, and who shows which picture. */
export interface IndexEntry {
  id: string;
  guildId: string;
  channelId: string;
  /** Of a public thread, the channel that it belongs to. */
  parentChannelId?: string | undefined;
  memberId: string;
  /** Everybody who is shown. */
  actorIds: string[];
  /** Hub id. */
  model: string;
  private: boolean;
  createdAt: number;
  /** SHA-256 of its pictures. */
  hashes: string[];
  /** Messages of it are still to be removed. */
  stale: boolean;
}

export interface GenerationIndex {
  set(record: Generation): void;
  remove(id: string): void;
  /** The latest first. */
  find(which: (entry: IndexEntry) => boolean): IndexEntry[];
  /** Ids of the generations that show the picture. */
  showing(sha256: string): string[];
  /** Of every picture that is shown. */
  hashes(): Iterable<string>;
  /** Ids of the actors and models that the member's images were made with, the latest first. */
  usedBy(memberId: string): { actors: string[]; models: string[] };
}

export function createGenerationIndex(records: Generation[]): GenerationIndex {
  const entries = new Map<string, IndexEntry>();
  /** When a member last used what; forgotten with the last of their images. */
  const uses = new Map<
    string,
    { images: number; actors: Map<string, number>; models: Map<string, number> }
  >();
  const shownBy = new Map<string, Set<string>>();

  function remove(id: string): void {
    for (const sha256 of entries.get(id)?.hashes ?? []) {
      const ids = shownBy.get(sha256);
      ids?.delete(id);
      if (ids?.size === 0) shownBy.delete(sha256);
    }
    const memberId = entries.get(id)?.memberId;
    const used = memberId === undefined ? undefined : uses.get(memberId);
    if (memberId !== undefined && used && --used.images === 0) uses.delete(memberId);
    entries.delete(id);
  }

  function set(record: Generation): void {
    const { id, guildId, channelId, parentChannelId, memberId, createdAt } = record;
    remove(id);
    const hashes = record.images.map(image => image.sha256);
    const stale = record.stalePosts.length > 0;
    entries.set(id, {
      ...{ id, guildId, channelId, parentChannelId, memberId, createdAt, hashes, stale },
      actorIds: actorIdsOf(record),
      model: record.settings.model,
      private: record.private,
    });
    const used = uses.get(memberId) ?? { images: 0, actors: new Map(), models: new Map() };
    uses.set(memberId, used);
    used.images++;
    const note = (last: Map<string, number>, what: string) =>
      last.set(what, Math.max(createdAt, last.get(what) ?? 0));
    for (const actorId of actorIdsOf(record)) note(used.actors, actorId);
    note(used.models, record.settings.model);
    for (const sha256 of hashes) shownBy.set(sha256, (shownBy.get(sha256) ?? new Set()).add(id));
  }

  for (const record of records) set(record);
  return {
    set,
    remove,
    find: which => [...entries.values()].filter(which).sort((a, b) => b.createdAt - a.createdAt),
    showing: sha256 => [...(shownBy.get(sha256) ?? [])],
    hashes: () => shownBy.keys(),
    usedBy(memberId) {
      const used = uses.get(memberId);
      const latest = (last: Map<string, number> | undefined) =>
        [...(last ?? [])].sort((a, b) => b[1] - a[1]).map(([what]) => what);
      return { actors: latest(used?.actors), models: latest(used?.models) };
    },
  };
}
