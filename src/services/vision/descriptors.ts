/** How unlike two faces are: the L2 distance of their descriptors. */
export const distance = (a: number[], b: number[]): number =>
  Math.hypot(...a.map((value, index) => value - (b[index] ?? value)));

/** What the faces have in common. */
export const meanOf = (vectors: number[][]): number[] =>
  (vectors[0] ?? []).map(
    (_, index) => vectors.reduce((sum, vector) => sum + (vector[index] ?? 0), 0) / vectors.length,
  );
