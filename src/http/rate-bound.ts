const windowMs = 60_000;
const mostAddresses = 10_000;

/** Counts requests by address in windows of a minute: 0 = go on, else the seconds to wait. */
export function createRateBound({
  perMinute,
  now,
}: {
  perMinute: number;
  now: () => number;
}): (address: string) => number {
  let windowStart = now();
  const counts = new Map<string, number>();
  return address => {
    const time = now();
    // A flood from ever new addresses must not fill the memory either.
    if (time - windowStart >= windowMs || counts.size >= mostAddresses) {
      windowStart = time;
      counts.clear();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= perMinute ? 0 : Math.max(1, Math.ceil((windowStart + windowMs - time) / 1_000));
  };
}
