import type { Collection } from '../storage/collection.ts';

interface Waiting<T> {
  change: (record: T) => boolean;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Records that many change at once. Only this may write to the collection meanwhile. */
export interface GroupedUpdates<T> {
  /**
   * Changes one record in place, in the order of the calls, and resolves once it is stored. `change` says whether
   * it changed anything; what it throws rejects, and then it must have changed nothing.
   */
  update(id: string, change: (record: T) => boolean): Promise<void>;
  /** The record as it is, to look at only. */
  read(id: string): Promise<T>;
}

/**
 * What arrives while a write is under way goes into the next one together, so that 200 changes cost a few writes;
 * no change is reported before the write that holds it. The record that was changed last is kept in memory:
 * reading it back costs more than writing it.
 */
export function createGroupedUpdates<T>(
  collection: Pick<Collection<T>, 'get' | 'put'>,
  empty: (id: string) => T,
): GroupedUpdates<T> {
  /** What waits for the next write, by record; there while a write is under way, be it empty. */
  const queues = new Map<string, Waiting<T>[]>();
  let latest: { id: string; record: T } | undefined;

  async function read(id: string): Promise<T> {
    return latest?.id === id ? latest.record : ((await collection.get(id)) ?? empty(id));
  }

  async function writeNext(id: string, queue: Waiting<T>[]): Promise<void> {
    const record = await read(id).catch((error: unknown) => {
      for (const one of queue.splice(0)) one.reject(error);
      throw error;
    });
    const ended: Waiting<T>[] = [];
    let changed = false;
    for (const one of queue.splice(0)) {
      try {
        changed = one.change(record) || changed;
        ended.push(one);
      } catch (error) {
        one.reject(error);
      }
    }
    if (changed) {
      latest = { id, record };
      try {
        await collection.put(id, record);
      } catch (error) {
        // What is in memory is not what is stored: it is read anew.
        latest = undefined;
        for (const one of ended) one.reject(error);
        return;
      }
    }
    for (const one of ended) one.resolve();
  }

  async function drain(id: string, queue: Waiting<T>[]): Promise<void> {
    // Each failure has been told to whom it concerns.
    while (queue.length > 0) await writeNext(id, queue).catch(() => undefined);
    queues.delete(id);
  }

  return {
    read,
    update: (id, change) =>
      new Promise((resolve, reject) => {
        const one = { change, resolve, reject };
        const queue = queues.get(id);
        if (queue) queue.push(one);
        else {
          const first = [one];
          queues.set(id, first);
          void drain(id, first);
        }
      }),
  };
}
