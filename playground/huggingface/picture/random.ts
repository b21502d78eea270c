/** Repeatable randomness: the same seed text always gives the same picture. */

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A 32-bit hash of text (FNV-1a with a final mix). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A generator seeded by text (mulberry32). */
export function createRandom(seedText: string): Random {
  let state = hashText(seedText);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    chance: probability => next() < probability,
  };
}

/** Smooth noise over a line, from -1 to 1, with `octaves` of ever finer detail. */
export function createNoise(random: Random, octaves = 5): (x: number) => number {
  const table = Array.from({ length: 256 }, () => random.between(-1, 1));
  const at = (index: number) => table[((index % 256) + 256) % 256] ?? 0;
  return x => {
    let sum = 0;
    let weight = 0.5;
    let frequency = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      const position = x * frequency + octave * 37.7;
      const left = Math.floor(position);
      const part = position - left;
      const eased = part * part * (3 - 2 * part);
      sum += weight * (at(left) + (at(left + 1) - at(left)) * eased);
      weight *= 0.5;
      frequency *= 2.03;
    }
    return sum;
  };
}
