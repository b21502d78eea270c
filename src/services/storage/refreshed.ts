import type { Collection } from './collection.ts';

/**
 * Reads again what another process may have changed, one record or all, for a service that keeps the records of a
 * collection in memory. `onRead` is told of each.
 */
export function refreshed<T>(
  kept: Map<string, T>,
  collection: Pick<Collection<T>, 'get' | 'all'>,
  { idOf, onRead = () => {} }: { idOf: (record: T) => string; onRead?: (id: string) => void },
): (id?: string) => Promise<void> {
  return async id => {
    const before = new Map<string, T | undefined>(id === undefined ? kept : [[id, kept.get(id)]]);
    const found = id === undefined ? await collection.all() : [await collection.get(id)];
    const stored = new Map(found.flatMap(record => (record ? [[idOf(record), record] as const] : [])));
    for (const one of new Set([...before.keys(), ...stored.keys()])) {
      // Changed here while it was read: what was read may be older.
      if (kept.get(one) !== before.get(one)) continue;
      const record = stored.get(one);
      if (record) kept.set(one, record);
      else kept.delete(one);
      onRead(one);
    }
  };
}
