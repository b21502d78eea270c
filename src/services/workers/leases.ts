/** How the report of a worker was taken: `over` where the work isn't its own, or not any more. */
export type Reported = 'taken' | 'repeat' | 'over';

/** How long a worker keeps what it was given without naming it again. */
export const leaseMs = 60_000;
/** What ended is remembered for so long, so that a repeat of its report is recognised. */
const endedKeptMs = 10 * 60_000;
const endedMost = 2_000;

/** A worker with its key. */
export interface Holder {
  keyId: string;
  id: string;
}

export const holderOf = ({ keyId, id }: Holder): string => `${keyId} ${id}`;
export const keyOf = (holder: string): string => holder.split(' ')[0] ?? '';

interface Lease<T> {
  entry: T;
  holder: string;
  /** When it was given, in milliseconds, and until when it is the holder's. */
  since: number;
  until: number;
}

/** Who has which work until when, in memory. */
export interface Leases<T extends { id: string }> {
  give(entry: T, holder: string): void;
  /** From now on, where it is still this holder's. */
  begin(entry: T, holder: string): boolean;
  of(id: string): Lease<T> | undefined;
  all(): Lease<T>[];
  /** It is nobody's any more, and not over. */
  takeBack(id: string): void;
  /** It is over; `holder` is who ended it. */
  end(id: string, holder?: string): void;
  /**
   * Renews what the holder says it has. Returns what it need not go on with; of trainings, never those that are merely not
   * known, as after a restart of the bot: their trainers are told by what they report.
   */
  renew(holder: string, ids: readonly string[]): string[];
  /** Whether a worker with this key has it, or has ended it. */
  holds(keyId: string, id: string): boolean;
  /** Takes a report in, where the work is the holder's. */
  report(holder: string, id: string, take: (lease: Lease<T>) => void): Reported;
}

export function createLeases<T extends { id: string }>(now: () => number): Leases<T> {
  const leases = new Map<string, Lease<T>>();
  const ended = new Map<string, { holder: string; at: number }>();

  return {
    give(entry, holder) {
      leases.set(entry.id, { entry, holder, since: now(), until: now() + leaseMs });
    },
    begin(entry, holder) {
      const lease = leases.get(entry.id);
      if (lease?.entry !== entry || lease.holder !== holder) return false;
      lease.since = now();
      lease.until = now() + leaseMs;
      return true;
    },
    of: id => leases.get(id),
    all: () => [...leases.values()],
    takeBack: id => void leases.delete(id),
    end(id, holder = '') {
      leases.delete(id);
      ended.set(id, { holder, at: now() });
      for (const [old, { at }] of ended) {
        if (ended.size <= endedMost && at + endedKeptMs > now()) break;
        ended.delete(old);
      }
    },
    renew: (holder, ids) =>
      ids.filter(id => {
        const lease = leases.get(id);
        if (lease?.holder === holder) {
          lease.until = now() + leaseMs;
          return false;
        }
        const end = ended.get(id);
        return lease ? true : end ? end.holder !== holder : !id.startsWith('training-');
      }),
    holds: (keyId, id) =>
      [leases.get(id)?.holder, ended.get(id)?.holder].some(holder => holder?.startsWith(`${keyId} `)),
    report(holder, id, take) {
      const lease = leases.get(id);
      if (lease?.holder !== holder) return ended.get(id)?.holder === holder ? 'repeat' : 'over';
      take(lease);
      return 'taken';
    },
  };
}
