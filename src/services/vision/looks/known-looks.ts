import { bandsNear, differenceOf, differingBits, isFlat, isNear, lookOf, smallCopy } from './look.ts';

/** Finds a stored picture by what it looks like. */
export interface KnownLooks {
  /**
   * The id of the stored picture that this one is a copy of, re-encoded or made smaller; if several match, the
   * closest. Undefined for none.
   */
  find(picture: Uint8Array): Promise<string | undefined>;
}

/** How many near ones are compared with the picture at most, the nearest first: each is read and decoded. */
const comparedMost = 20;

export function createKnownLooks({
  near,
  pictureOf,
}: {
  /** The looks with one of these bands, by the ids of their pictures. */
  near(bands: string[]): Promise<{ id: string; look: string }[]>;
  pictureOf(id: string): Promise<Uint8Array | undefined>;
}): KnownLooks {
  return {
    async find(picture) {
      const look = await lookOf(picture);
      const candidates = (await near(bandsNear(look)))
        .filter(other => isNear(look, other.look))
        .sort((one, other) => differingBits(look, one.look) - differingBits(look, other.look));
      if (candidates.length === 0) return undefined;
      const small = await smallCopy(picture);
      if (isFlat(small)) return undefined;
      let best: { id: string; difference: number } | undefined;
      for (const { id } of candidates.slice(0, comparedMost)) {
        const stored = await pictureOf(id);
        const difference = stored ? differenceOf(await smallCopy(stored), small) : undefined;
        if (difference !== undefined && difference < (best?.difference ?? Number.POSITIVE_INFINITY))
          best = { id, difference };
      }
      return best?.id;
    },
  };
}
