/** The records that were read or written last, so that whoever wants one again need not ask the store. */
export interface Recent<T> {
  /** From memory, else read. A record that is not there is remembered as such. */
  get(id: string): Promise<T | undefined>;
  /** What is stored from now on. */
  put(id: string, record: T | undefined): void;
  /** What is stored may change: whoever asks reads it. */
  forget(id: string): void;
}

/** Only for what nobody else writes to; with `most` of 0 everything is read. */
export function createRecent<T>(most: number, read: (id: string) => Promise<T | undefined>): Recent<T> {
  const kept = new Map<string, Promise<T | undefined>>();

  function keep(id: string, found: Promise<T | undefined>): void {
    // The last one that was asked for stands at the end.
    kept.delete(id);
    kept.set(id, found);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  return {
    get(id) {
      const found = kept.get(id) ?? read(id);
      keep(id, found);
      // A store that failed may work the next time.
      found.catch(() => {
        if (kept.get(id) === found) kept.delete(id);
      });
      return found;
    },
    put: (id, record) => keep(id, Promise.resolve(record)),
    forget: id => void kept.delete(id),
  };
}
