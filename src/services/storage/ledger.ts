import type { Collection, Seen } from './collection.ts';

/** `told`: it was told already, and is made again on what is stored. */
type Change<T> = (record: T, told?: boolean) => boolean;

interface Waiting<T> {
  change: Change<T>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Records of numbers that must stay right under concurrent changes. Nothing else may write to the collection. */
export interface Ledger<T> {
  /**
   * Changes one record in place, in the order of the calls, and resolves once it is stored. `change` says whether
   * it changed anything; what it throws rejects, and then it must have changed nothing. It is called again, with the
   * record as it is then, where another process was faster.
   */
  update(id: string, change: Change<T>): Promise<void>;
  /**
   * The same for what a killed process may lose: where no other process writes, it resolves at once, and is stored with
   * the next update, within about a second, or by `flush`. Where the store does not take it, it is `told` to the record
   * once more, and has to change it then, whatever was decided meanwhile.
   */
  updateSoon(id: string, change: Change<T>): Promise<void>;
  /** Stores what is only in memory. */
  flush(): Promise<void>;
  /** The record as it is, to look at only. */
  read(id: string): Promise<T>;
  /** Those of these that there are, in any order: what is stored is read at once. */
  some(ids: readonly string[]): Promise<T[]>;
}

const soonMs = 1_000;

/**
 * A record is stored by a statement that only takes effect while the record is what the change was made from. What arrives
 * while a write is under way goes into the next one together, so that 200 changes cost a few writes; no change is
 * reported before the write that contains it. The record that was changed last is kept in memory: reading it back costs
 * more than writing it.
 */
export function createLedger<T>(
  collection: Pick<Collection<T>, 'get' | 'some' | 'see' | 'swap' | 'shared'>,
  empty: (id: string) => T,
): Ledger<T> {
  /** What waits for the next write, by record; present, if empty, while a write is under way. */
  const queues = new Map<string, Waiting<T>[]>();
  let latest: { id: string; record: T; seen: Seen<T> } | undefined;
  /** Changes of a record that are told, and not stored yet. */
  const unsaved = new Map<string, Change<T>[]>();
  /** Records that a timer will store. */
  const saving = new Set<string>();

  async function current(id: string): Promise<{ record: T; seen: Seen<T> }> {
    if (latest?.id === id) return latest;
    const seen = await collection.see(id);
    const record = seen.record ?? empty(id);
    for (const change of unsaved.get(id) ?? []) change(record, true);
    return { record, seen };
  }

  function noteSaved(id: string, many: number): void {
    const left = unsaved.get(id)?.slice(many) ?? [];
    if (left.length > 0) unsaved.set(id, left);
    else unsaved.delete(id);
  }

  /** Whether it is done; else it has to wait for the store. @throws whatever the change does */
  function changeInMemory(id: string, change: Change<T>): boolean {
    if (collection.shared || latest?.id !== id) return false;
    if (!change(latest.record)) return true;
    unsaved.set(id, [...(unsaved.get(id) ?? []), change]);
    saveSoon(id);
    return true;
  }

  function saveSoon(id: string): void {
    if (saving.has(id)) return;
    saving.add(id);
    setTimeout(async () => {
      await save(id).catch(() => undefined);
      saving.delete(id);
      // What came while it was written, or what the store did not take.
      if (unsaved.has(id)) saveSoon(id);
    }, soonMs).unref();
  }

  const save = (id: string) => (unsaved.has(id) ? update(id, () => true) : Promise.resolve());

  /** Makes the changes. Refusals wait: those decided on a record that another process has changed are decided again. */
  function apply(record: T, changes: readonly Waiting<T>[]) {
    const ended: Waiting<T>[] = [];
    const refused: { one: Waiting<T>; error: unknown }[] = [];
    let changed = false;
    for (const one of changes) {
      try {
        changed = one.change(record) || changed;
        ended.push(one);
      } catch (error) {
        refused.push({ one, error });
      }
    }
    return { ended, refused, changed };
  }

  async function writeNext(id: string, queue: Waiting<T>[]): Promise<void> {
    let changes: Waiting<T>[] = [];
    let refusals: { one: Waiting<T>; error: unknown }[] = [];
    try {
      for (;;) {
        const fromMemory = latest?.id === id;
        const { record, seen } = await current(id);
        // The latest that wait go with it, in their order.
        changes = [...changes, ...queue.splice(0)];
        const { ended, refused, changed } = apply(record, changes);
        refusals = refused;
        if (changed) {
          latest = { id, record, seen };
          const many = unsaved.get(id)?.length ?? 0;
          const now = await collection.swap(id, record, seen);
          // What is in memory is not what is stored: read it again.
          latest = now && { id, record, seen: now };
          if (!now) continue;
          noteSaved(id, many);
        } else if (fromMemory && collection.shared) {
          // Nothing was written that would have shown whether it is still so.
          latest = undefined;
          continue;
        }
        for (const { one, error } of refused) one.reject(error);
        for (const one of ended) one.resolve();
        return;
      }
    } catch (error) {
      latest = undefined;
      // The first to reject counts.
      for (const { one, error: own } of refusals) one.reject(own);
      for (const one of changes.length > 0 ? changes : queue.splice(0)) one.reject(error);
    }
  }

  async function drain(id: string, queue: Waiting<T>[]): Promise<void> {
    while (queue.length > 0) await writeNext(id, queue);
    queues.delete(id);
  }

  const update: Ledger<T>['update'] = (id, change) =>
    new Promise((resolve, reject) => {
      const one = { change, resolve, reject };
      const queue = queues.get(id);
      if (queue) queue.push(one);
      else {
        const first = [one];
        queues.set(id, first);
        void drain(id, first);
      }
    });

  return {
    // Another process may have changed it: only the next write would notice. A reader is told soon that the database is
    // away, which a change (`see`) waits out.
    read: async id =>
      collection.shared ? ((await collection.get(id)) ?? empty(id)) : (await current(id)).record,
    async some(ids) {
      const isHere = (id: string) => !collection.shared && (latest?.id === id || unsaved.has(id));
      const own = ids.filter(isHere).map(async id => (await current(id)).record);
      return [...(await collection.some(ids.filter(id => !isHere(id)))), ...(await Promise.all(own))];
    },
    update,
    async updateSoon(id, change) {
      if (!changeInMemory(id, change)) await update(id, change);
    },
    async flush() {
      await Promise.all([...unsaved.keys()].map(save));
    },
  };
}
