import { type Certainty, faceOfSet, unpackFace } from '../photos/same-face.ts';
import type { Actor } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';

/** An actor whose face it may be. */
export interface Recognised {
  actor: Actor;
  certainty: Certainty;
}

/** Whose faces these are, among the actors of one server: no server learns of another's people. */
export interface Recognition {
  /** For each descriptor the actors that it is like, the most alike first; those that nobody has agreed to, too. */
  recognise(guildId: string, descriptors: readonly number[][]): Promise<Recognised[][]>;
}

export const createRecognition = ({
  directory,
}: {
  directory: Pick<ActorDirectory, 'eachTagged' | 'some'>;
}): Recognition => ({
  async recognise(guildId, descriptors) {
    const found = descriptors.map(() => new Map<string, { certainty: Certainty; apart: number }>());
    if (descriptors.length === 0) return [];
    for await (const page of directory.eachTagged({ index: 'face', value: guildId })) {
      for (const { id, tag } of page) {
        const set = unpackFace(tag);
        for (const [at, descriptor] of descriptors.entries()) {
          const alike = faceOfSet(set, descriptor);
          if (alike) found[at]?.set(id, alike);
        }
      }
    }
    const ids = [...new Set(found.flatMap(alike => [...alike.keys()]))];
    const actors = new Map((await directory.some(ids)).map(actor => [actor.id, actor]));
    return found.map(alike =>
      [...alike]
        .sort(([, one], [, other]) => one.apart - other.apart)
        .flatMap(([id, { certainty }]) => {
          const actor = actors.get(id);
          return actor ? [{ actor, certainty }] : [];
        }),
    );
  },
});
