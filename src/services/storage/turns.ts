/** Runs the works of one name one after another, and those of different names side by side. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** A work that fails holds up none of those behind it. A work must not wait for another of its own name. */
export function createTurns(): InTurn {
  const latest = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const mine = (latest.get(name) ?? Promise.resolve()).then(work);
    const done = mine.catch(() => undefined);
    latest.set(name, done);
    void done.then(() => {
      if (latest.get(name) === done) latest.delete(name);
    });
    return mine;
  };
}
