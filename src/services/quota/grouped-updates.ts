import type { Collection } from '../storage/collection.ts';

interface Waiting<T> {
  change: (current: T | undefined) => T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Changes one record, in the order of the calls. Resolves once it is stored; what `change` throws rejects. */
export type GroupedUpdate<T> = (id: string, change: (current: T | undefined) => T) => Promise<void>;

/**
 * For a record that many change at once: what arrives while a write is under way goes into the next one together,
 * so that 200 changes cost a few writes. Nobody is told before the write that holds their change.
 */
export function createGroupedUpdates<T>(collection: Pick<Collection<T>, 'update'>): GroupedUpdate<T> {
  const waiting = new Map<string, Waiting<T>[]>();

  async function writeTogether(id: string): Promise<void> {
    let taken: Waiting<T>[] = [];
    let changed: Waiting<T>[] = [];
    try {
      await collection.update(id, current => {
        // From here on newcomers begin the next write.
        taken = waiting.get(id) ?? [];
        waiting.delete(id);
        let next = current;
        for (const one of taken) {
          try {
            next = one.change(next);
            changed.push(one);
          } catch (error) {
            one.reject(error);
          }
        }
        return next === current ? undefined : next;
      });
    } catch (error) {
      // Reading failed before anything was taken, or the write did.
      changed = taken.length > 0 ? changed : (waiting.get(id) ?? []);
      if (taken.length === 0) waiting.delete(id);
      for (const one of changed) one.reject(error);
      return;
    }
    for (const one of changed) one.resolve();
  }

  return (id, change) =>
    new Promise((resolve, reject) => {
      const one = { change, resolve, reject };
      const queue = waiting.get(id);
      if (queue) queue.push(one);
      else {
        waiting.set(id, [one]);
        void writeTogether(id);
      }
    });
}
