import type { Collection } from './collection.ts';

/**
 * Reads again what another process may have changed, one record or all, for a service that keeps the records of a
 * collection in memory. `onRead` is told of each.
 */
export function refreshed<T>(
  kept: Map<string, T>,
  collection: Pick<Collection<T>, 'get' | 'ids'>,
  onRead: (id: string) => void = () => {},
): (id?: string) => Promise<void> {
  async function refresh(id: string): Promise<void> {
    const before = kept.get(id);
    const stored = await collection.get(id);
    // Changed here while it was read: what was read may be older.
    if (kept.get(id) !== before) return;
    if (stored) kept.set(id, stored);
    else kept.delete(id);
    onRead(id);
  }
  return async id => {
    if (id !== undefined) return refresh(id);
    for (const one of new Set([...kept.keys(), ...(await collection.ids())])) await refresh(one);
  };
}
