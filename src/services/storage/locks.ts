/** Locks between the processes on one store. A process that ends, however it ends, has none any more. */
export interface Locks {
  /** Takes the first of these that no process has. Undefined where all are taken, or nobody can tell now. */
  take(names: readonly string[]): Promise<string | undefined>;
  /** Lets others have it. Never rejects. */
  release(name: string): Promise<void>;
}

/** The same within one process that is alone. */
export function createOwnLocks(): Locks {
  const held = new Set<string>();
  return {
    async take(names) {
      const free = names.find(name => !held.has(name));
      if (free !== undefined) held.add(free);
      return free;
    },
    release: async name => void held.delete(name),
  };
}
