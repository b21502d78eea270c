/** Work that waits for its turn. */
export interface Place {
  /** How much of the same member was under way when it came. */
  backlog: number;
  /** Whether it may begin now, were it its turn. */
  mayBegin(): boolean;
  /** How many go first; told at once and whenever that changes. */
  onQueued: ((ahead: number) => void) | undefined;
  begin(): Promise<unknown>;
  drop(): void;
}

/** Least backlog first, then in the order of arrival: a member with ten waiting never holds up a member with one. */
export interface WaitingLine<P extends Place> {
  readonly length: number;
  /** Returns its number in the line. */
  join(place: P): number;
  /** Takes the first one out that may begin, and that fits. */
  next(fits?: (place: P) => boolean): P | undefined;
  /** Whether it was still waiting. */
  leave(place: P): boolean;
  has(place: P): boolean;
  /** In their order. */
  all(): readonly P[];
  tellPlaces(from?: number): void;
  /** Takes out all of them. */
  clear(): P[];
}

export function createWaitingLine<P extends Place = Place>(): WaitingLine<P> {
  const waiting: P[] = [];

  function tellPlaces(from = 0): void {
    for (const [ahead, { onQueued }] of waiting.entries()) if (ahead >= from) onQueued?.(ahead);
  }

  return {
    get length() {
      return waiting.length;
    },
    join(place) {
      const behind = waiting.findIndex(other => other.backlog > place.backlog);
      const at = behind < 0 ? waiting.length : behind;
      waiting.splice(at, 0, place);
      return at;
    },
    next(fits = () => true) {
      const at = waiting.findIndex(place => place.mayBegin() && fits(place));
      return at < 0 ? undefined : waiting.splice(at, 1)[0];
    },
    leave(place) {
      const at = waiting.indexOf(place);
      if (at < 0) return false;
      waiting.splice(at, 1);
      tellPlaces(at);
      return true;
    },
    has: place => waiting.includes(place),
    all: () => [...waiting],
    tellPlaces,
    clear: () => waiting.splice(0),
  };
}
