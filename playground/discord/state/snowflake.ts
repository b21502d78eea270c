const DISCORD_EPOCH_MS = 1_420_070_400_000n;

export interface SnowflakeSource {
  /** A new id, later than every id given before. */
  next(): string;
}

/** Ids in Discord's own layout: milliseconds since 2015 in the upper 42 bits, a counter below. */
export function createSnowflakes(now: () => number = Date.now): SnowflakeSource {
  let last = 0n;
  return {
    next() {
      const fromClock = (BigInt(now()) - DISCORD_EPOCH_MS) << 22n;
      last = fromClock > last ? fromClock : last + 1n;
      return last.toString();
    },
  };
}
