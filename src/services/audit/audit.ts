import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import { eachFound, eachTagged } from '../storage/refs.ts';
import { createTurns } from '../storage/turns.ts';
import { createCheck, type Fault, isPast, linkOf, rangesOf } from './check.ts';
import {
  type Entry,
  emptied,
  entryAfter,
  genesisOf,
  type Head,
  isEmptied,
  type Note,
  type Told,
  told,
  withoutMember,
} from './entry.ts';

/** An entry as it is read. What a deletion emptied has no more than its number. */
export interface Logged extends Told {
  seq: number;
  /** Somebody who keeps a copy of it can tell later whether anything up to here was rewritten. */
  hash: string;
}

/**
 * What admins and members did about people, in one chain for each server: each entry has the hash of the one before, so
 * that a gap or a change shows. A server's chain has one writer.
 */
export interface Audit {
  /** In the order given. Notes that are in it already are passed over. */
  add(notes: readonly Note[]): Promise<void>;
  /** Of a server, the latest first; `since` in ms since 1970. */
  ofChain(chain: string, since: number): Promise<Logged[]>;
  /** About one actor, the latest first. */
  ofActor(actorId: string): Promise<Logged[]>;
  /** That name the member: as the person shown, as who did it, or as one who was chosen. The latest first. */
  naming(memberId: string): Promise<Logged[]>;
  /** Where the chain of a server is not as it was written; empty where nothing is wrong. */
  faultsOf(chain: string): Promise<Fault[]>;
  chains(): Promise<string[]>;
  /** Empties what names the member. The chains stay whole. */
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes what is older than a year, but for the link that the rest hangs on. */
  prune(): Promise<void>;
}

/** The most entries in a file; one view has room for far fewer. */
const readMost = 5_000;
const pageSize = 200;

/** While other processes write, a chain looks wrong at most so often in a row. */
const looksMost = 5;

export function createAudit({
  entries,
  heads,
  now,
}: {
  /** Opened with `entryIndexes`. */
  entries: Collection<Entry>;
  /** Opened with `headIndexes`. */
  heads: Collection<Head>;
  now: () => number;
}): Audit {
  /** Appends one at a time, so that a second call continues behind the first. */
  const inTurn = createTurns();
  const inChain = (chain: string) => ({ index: 'chain', value: chain });

  /** In the order of their numbers. */
  async function* each(chain: string): AsyncIterable<Entry> {
    for await (const page of eachFound(entries, inChain(chain), { order: 'up', limit: pageSize })) {
      const found = new Map((await entries.some(page.map(({ id }) => id))).map(one => [one.id, one]));
      for (const { id } of page) {
        const entry = found.get(id);
        if (entry) yield entry;
      }
    }
  }

  /** Writes what another process had begun to write. */
  async function settledHead(chain: string): Promise<Head> {
    for (;;) {
      const head = await heads.get(chain);
      if (!head?.writing) return head ?? { chain, seq: 0, hash: genesisOf(chain) };
      await written(head, head.writing);
    }
  }

  /** Unless another process has gone on from there meanwhile, which it only does once these are written. */
  async function written({ writing: _w, ...head }: Head, fresh: readonly Entry[]): Promise<void> {
    // One that is there was written by another process, and perhaps emptied since.
    for (const entry of fresh) await entries.update(entry.id, there => (there ? undefined : entry));
    await heads.update(head.chain, now => (now?.hash === head.hash && now.writing ? head : undefined));
  }

  /** Moves the end of a chain, unless another process has. Resolves to whether it did. */
  async function moved(from: Head, to: Head): Promise<boolean> {
    const isFrom = (now: Head | undefined) => (now ? now.hash === from.hash && !now.writing : from.seq === 0);
    const stored = await heads.update(from.chain, now => (isFrom(now) ? to : undefined));
    return stored?.hash === to.hash;
  }

  /** To be called in the turn of the chain. Where another process appends to it, too, one of the two goes first. */
  async function append(chain: string, notes: readonly Note[]): Promise<void> {
    while (!(await appendTo(await settledHead(chain), notes)));
  }

  async function appendTo(end: Head, notes: readonly Note[]): Promise<boolean> {
    const { chain } = end;
    let head = end;
    const known = new Set((await entries.some(notes.map(({ id }) => id))).map(({ id }) => id));
    const fresh: Entry[] = [];
    for (const note of notes) {
      if (known.has(note.id)) continue;
      known.add(note.id);
      const entry = entryAfter(head, note);
      fresh.push(entry);
      head = { chain, seq: entry.seq, hash: entry.hash };
    }
    if (fresh.length === 0) return true;
    if (!(await moved(end, { ...head, writing: fresh }))) return false;
    await written(head, fresh);
    return true;
  }

  async function read(ids: readonly string[]): Promise<Logged[]> {
    const found = await entries.some(ids);
    return found
      .map(entry => ({ ...told(entry), seq: entry.seq, hash: entry.hash }))
      .sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || b.seq - a.seq);
  }

  async function under(index: string, value: string): Promise<Logged[]> {
    return read((await entries.find({ index, value }, { limit: readMost })).map(({ id }) => id));
  }

  /** Empties those of one chain, after an entry said which: a chain that somebody else empties shows. */
  async function forgetIn(chain: string, memberId: string, ids: readonly string[]): Promise<void> {
    const found = await entries.some(ids);
    if (found.length === 0) return;
    const detail = rangesOf(found.map(({ seq }) => seq));
    await append(chain, [{ id: newId(), chain, at: now(), what: 'emptied', detail }]);
    for (const { id } of found) await entries.update(id, now => now && withoutMember(now, memberId));
  }

  /** By the two oldest entries: there may be many thousand chains, and hardly any has something to prune. */
  async function isToPrune(chain: string): Promise<boolean> {
    const found = await entries.find(inChain(chain), { order: 'up', limit: 2 });
    const [first, second] = await entries.some(found.map(({ id }) => id));
    if (!first || !isPast(first, now())) return false;
    return !isEmptied(first) || (second !== undefined && isPast(second, now()));
  }

  async function pruneChain(chain: string): Promise<void> {
    if (!(await isToPrune(chain))) return;
    const past: Entry[] = [];
    for await (const entry of each(chain)) {
      if (!isPast(entry, now())) break;
      past.push(entry);
    }
    const link = past.pop();
    if (!link) return;
    if (!isEmptied(link)) await entries.update(link.id, now => now && emptied(now, () => true));
    // From the oldest on: a process that is killed leaves no gap.
    for (const { id } of past) await entries.delete(id);
  }

  return {
    async add(notes) {
      for (const chain of new Set(notes.map(note => note.chain)))
        await inTurn(chain, () =>
          append(
            chain,
            notes.filter(note => note.chain === chain),
          ),
        );
    },

    async ofChain(chain, since) {
      const found: Logged[] = [];
      for await (const page of eachFound(entries, inChain(chain), { limit: pageSize })) {
        const some = await read(page.map(({ id }) => id));
        found.push(...some.filter(({ at }) => at === undefined || at > since));
        if (found.length >= readMost || some.every(({ at }) => at !== undefined && at <= since)) break;
      }
      return found;
    },

    ofActor: actorId => under('actor', actorId),
    naming: memberId => under('named', memberId),

    async faultsOf(chain) {
      async function look(): Promise<Fault[]> {
        const check = createCheck(chain, now());
        const head = await heads.get(chain);
        for await (const entry of each(chain)) check.take(linkOf(entry));
        return check.end(head);
      }
      // Nothing waits for it, so what is written meanwhile may look wrong: then once more, with nothing being written here.
      const faults = await look();
      if (faults.length === 0) return [];
      return inTurn(chain, async () => {
        for (let looks = 1; ; looks++) {
          const before = await settledHead(chain);
          const found = await look();
          // Another process may write.
          if (found.length === 0 || looks === looksMost || (await heads.get(chain))?.hash === before.hash)
            return found;
        }
      });
    },

    chains: () => heads.ids(),

    async forgetMember(memberId) {
      const where = { index: 'named', value: memberId };
      // What a killed process had begun to write is not found by its index yet.
      for await (const page of eachFound(heads, { index: 'writing', value: 'yes' }))
        for (const { id: chain } of page) await inTurn(chain, () => settledHead(chain));
      for (;;) {
        const byChain = new Map<string, string[]>();
        for await (const page of eachTagged(entries, where))
          for (const { id, tag } of page) byChain.set(tag, [...(byChain.get(tag) ?? []), id]);
        if (byChain.size === 0) return;
        for (const [chain, ids] of byChain) await inTurn(chain, () => forgetIn(chain, memberId, ids));
      }
    },

    forgetGuild: guildId =>
      inTurn(guildId, async () => {
        for await (const page of eachFound(entries, inChain(guildId)))
          for (const { id } of page) await entries.delete(id);
        // Last, so that a deletion that was cut short finds the server again.
        await heads.delete(guildId);
      }),

    async prune() {
      for (const chain of await heads.ids()) await inTurn(chain, () => pruneChain(chain));
    },
  };
}
