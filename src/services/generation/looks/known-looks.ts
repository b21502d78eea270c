import { bandsNear, isNear, isSamePicture, lookOf, smallCopy } from './look.ts';

/** Finds a stored picture by what it looks like. */
export interface KnownLooks {
  /** The id of the stored picture that this one is a copy of, encoded anew or made smaller; undefined for none. */
  find(picture: Uint8Array): Promise<string | undefined>;
}

/** So many near ones are held against the picture at most: each is read and decoded. */
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
      const candidates = (await near(bandsNear(look))).filter(other => isNear(look, other.look));
      const small = candidates.length > 0 ? await smallCopy(picture) : new Uint8Array();
      for (const { id } of candidates.slice(0, comparedMost)) {
        const stored = await pictureOf(id);
        if (stored && isSamePicture(await smallCopy(stored), small)) return id;
      }
      return undefined;
    },
  };
}
