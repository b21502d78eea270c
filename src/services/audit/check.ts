import { auditDays, dayMs, type Entry, genesisOf, type Head, hashOf, isEmptied, told } from './entry.ts';

/** Where a chain is not as the bot wrote it. */
export interface Fault {
  seq: number;
  /** Entries before it are missing, it was changed, added or emptied by somebody else, or what followed it is missing. */
  why: 'missing' | 'changed' | 'added' | 'emptied' | 'cut';
}

/** What a check needs of an entry, and nothing that it says. */
export interface Link extends Pick<Entry, 'seq' | 'day' | 'prev' | 'hash'> {
  /** Its hash is that of what it has. */
  sound: boolean;
  emptied: boolean;
  /** Which ones it says that a deletion emptied. */
  explains: string | undefined;
}

export function linkOf(entry: Entry): Link {
  const { seq, day, prev, hash } = entry;
  const { what, detail } = told(entry);
  const explains = what === 'emptied' ? detail : undefined;
  return { seq, day, prev, hash, sound: hashOf(entry) === hash, emptied: isEmptied(entry), explains };
}

/** Whether it is so old that it may be gone: `now` in ms since 1970. */
export const isPast = ({ day }: Pick<Entry, 'day'>, now: number): boolean =>
  day < Math.floor(now / dayMs) - auditDays;

/** Numbers of entries in few characters: `1-3,7`. */
export function rangesOf(seqs: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && seq <= last[1] + 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();
}

const within = (ranges: string) => (seq: number) =>
  ranges.split(',').some(range => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return first <= seq && seq <= last;
  });

/**
 * Compares a chain with itself, link by link in the order of their numbers. What a deletion emptied is named by a later
 * entry; the oldest ones go after a year.
 */
export function createCheck(chain: string, now: number) {
  const faults: Fault[] = [];
  /** Emptied, and not explained yet. */
  const open = new Set<number>();
  let last: Pick<Entry, 'seq' | 'hash'> | undefined;

  function place(link: Link): Fault['why'] | undefined {
    if (!last) {
      if (link.seq === 1) return link.prev === genesisOf(chain) ? undefined : 'changed';
      return isPast(link, now) ? undefined : 'missing';
    }
    if (link.seq <= last.seq) return 'added';
    if (link.seq > last.seq + 1) return 'missing';
    return link.prev === last.hash ? undefined : 'changed';
  }

  return {
    take(link: Link): void {
      const { seq, hash, explains } = link;
      const why = place(link) ?? (link.sound ? undefined : 'changed');
      if (why) faults.push({ seq, why });
      if (link.emptied && !isPast(link, now)) open.add(seq);
      if (explains !== undefined) {
        const named = within(explains);
        for (const one of open) if (one < seq && named(one)) open.delete(one);
      }
      if (!last || seq > last.seq) last = { seq, hash };
    },

    /** What is wrong, the first entry first. */
    end(head: Head | undefined): Fault[] {
      const from = last?.seq ?? 0;
      for (const entry of head?.writing ?? []) if (entry.seq > from) this.take(linkOf(entry));
      for (const seq of open) faults.push({ seq, why: 'emptied' });
      const known = head ?? { seq: 0, hash: genesisOf(chain) };
      const end = last ?? { seq: 0, hash: genesisOf(chain) };
      if (end.seq < known.seq) faults.push({ seq: end.seq + 1, why: 'cut' });
      else if (end.seq > known.seq) faults.push({ seq: known.seq + 1, why: 'added' });
      else if (end.hash !== known.hash) faults.push({ seq: end.seq, why: 'changed' });
      return faults.sort((a, b) => a.seq - b.seq);
    },
  };
}
