/** So long the process that computers connect to may be away before nobody waits for it: an update takes less. */
const awayMs = 2 * 60_000;
/** What was seen longer ago says nothing. */
const seenWithinMs = 60_000;
/** A worker that is rarely asked for anything would otherwise see it gone for the first time, each time. */
const lookEveryMs = 30_000;

/** Of several processes: whether the one that computers of servers connect to has been away for long. Looks now and then. */
export interface LeaderWatch {
  /** Looks now, and resolves to whether it has. */
  look(): Promise<boolean>;
  /** What the last look said. */
  isAway(): boolean;
  stop(): void;
}

export function createLeaderWatch(
  hasLeader: () => Promise<boolean>,
  clock: () => number = () => performance.now(),
): LeaderWatch {
  let awaySince: number | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isAway = false;

  async function look(): Promise<boolean> {
    // While nobody can tell, nothing is decided.
    const isThere = await hasLeader().catch(() => awaySince === undefined);
    const at = clock();
    if (isThere) awaySince = undefined;
    else if (awaySince === undefined || lookedAt + seenWithinMs < at) awaySince = at;
    lookedAt = at;
    isAway = awaySince !== undefined && awaySince + awayMs <= at;
    return isAway;
  }
  const timer = setInterval(look, lookEveryMs).unref();

  return { look, isAway: () => isAway, stop: () => clearInterval(timer) };
}
