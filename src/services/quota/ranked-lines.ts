import { setImmediate } from 'node:timers/promises';

/** So many lines take some milliseconds; then whatever else waits has its turn. */
const linesAtOnce = 2_000;

/** The ranks of lines, found by their text. As a `Map` of strings, tens of thousands take ten times the memory. */
export async function rankLines(lines: Buffer): Promise<(line: string) => number | undefined> {
  const starts = [0];
  for (let at = lines.indexOf(10); at >= 0; at = lines.indexOf(10, at + 1)) starts.push(at + 1);
  const from = Uint32Array.from([...starts, lines.length + 1]);
  const count = starts.length;
  // At least half of the slots stay empty, so that a line lies near its own.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count)));
  const mask = slots.length - 1;
  for (let rank = 0; rank < count; rank++) {
    let slot = hashOf(lines.subarray(from[rank], (from[rank + 1] as number) - 1)) & mask;
    while (slots[slot]) slot = (slot + 1) & mask;
    slots[slot] = rank + 1;
    if (rank % linesAtOnce === linesAtOnce - 1) await setImmediate();
  }
  return line => {
    const wanted = Buffer.from(line);
    for (let slot = hashOf(wanted) & mask; slots[slot]; slot = (slot + 1) & mask) {
      const rank = (slots[slot] as number) - 1;
      const [start, end] = [from[rank] as number, (from[rank + 1] as number) - 1];
      if (end - start === wanted.length && lines.compare(wanted, 0, wanted.length, start, end) === 0)
        return rank;
    }
    return undefined;
  };
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  // The lowest bits alone are poor.
  return (hash ^ (hash >>> 15)) >>> 0;
}
