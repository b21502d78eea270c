/** What is under way for each job that must not go on unseen once the job is erased. */
export interface Works {
  /** Runs a work of a job. Undefined, and not begun, where the job takes none any more. */
  during<T>(id: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Resolves once every work of the job has ended, however. */
  ended(id: string): Promise<void>;
}

export function createWorks(takesWorks: (id: string) => boolean): Works {
  const underWay = new Map<string, Set<Promise<unknown>>>();
  return {
    async during(id, work) {
      if (!takesWorks(id)) return undefined;
      // Registered before it begins: it may itself lead to the end that waits for it.
      const mine = Promise.resolve().then(work);
      const all = underWay.get(id) ?? new Set();
      underWay.set(id, all.add(mine));
      try {
        return await mine;
      } finally {
        all.delete(mine);
        if (all.size === 0 && underWay.get(id) === all) underWay.delete(id);
      }
    },
    async ended(id) {
      await Promise.allSettled(underWay.get(id) ?? []);
    },
  };
}
