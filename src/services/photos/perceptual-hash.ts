/** How many of the 64 bits of two perceptual hashes, 16 hex digits each, differ. */
export function bitsApart(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count++;
  return count;
}
