/** One picture that waits for its call. */
export interface Ticket {
  /** Whether its call may leave now. */
  mayBegin(): boolean;
  begin(): void;
}

/**
 * Keeps calls from running ahead of what the rest can take: pictures that are paid for and not posted yet are held in
 * memory, and are what a crash can cost. A request that has begun may always go on, because it is posted as a whole.
 */
export interface Backlog {
  /** For the picture of this key, one of the request's so many. */
  ticket(key: string, request: { id: string; pictures: number }): Ticket;
  /**
   * The request needs this picture, whichever one has it made: once it has begun itself, it must not wait for one that
   * may not begin. Returns what is to be called when it has the picture, or none.
   */
  need(key: string, requestId: string): () => void;
  /** The request was posted, put off or given up: what it took is free again. */
  release(requestId: string): void;
  /** Calls `listener` whenever a call that had to wait may be able to leave. */
  onRoom(listener: () => void): void;
}

/** `most` pictures at a time, of all requests together. */
export function createBacklog(most: number): Backlog {
  /** Requests that have begun and are not posted, with their number of pictures. */
  const open = new Map<string, number>();
  const neededBy = new Map<string, Set<string>>();
  const listeners: (() => void)[] = [];

  const taken = () => [...open.values()].reduce((total, pictures) => total + pictures, 0);
  const isNeeded = (key: string) => [...(neededBy.get(key) ?? [])].some(id => open.has(id));

  return {
    ticket: (key, { id, pictures }) => ({
      mayBegin: () => open.size === 0 || open.has(id) || taken() + pictures <= most || isNeeded(key),
      begin: () => void open.set(id, pictures),
    }),
    need(key, requestId) {
      const ids = neededBy.get(key) ?? new Set();
      neededBy.set(key, ids.add(requestId));
      return () => {
        ids.delete(requestId);
        if (ids.size === 0 && neededBy.get(key) === ids) neededBy.delete(key);
      };
    },
    release(requestId) {
      if (!open.delete(requestId)) return;
      for (const listener of listeners) listener();
    },
    onRoom: listener => void listeners.push(listener),
  };
}
