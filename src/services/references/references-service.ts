import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { maySee } from '../actors/access.ts';
import type { Actor } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { PhotoSource } from '../photos/download-photo.ts';
import type { PhotosService } from '../photos/photos-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import { type Blobs, sha256Of } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import { isAnimated } from '../vision/decoding/is-animated.ts';
import { sharp } from '../vision/sharp.ts';
import type { GivenFace, Vision } from '../vision/vision.ts';
import { facesThatCount, isCrowd, type People, peopleOf } from './judge-faces.ts';
import type { KeptReferences } from './kept-references.ts';
import { lacksStatement, type Reference, type StrangersRule } from './reference.ts';

interface Giver {
  guildId: string;
  memberId: string;
}
type MadeHere = NonNullable<Awaited<ReturnType<GenerationService['madeAs']>>>;

/** Pictures that members give to be made into others, each looked at before it can be. */
export interface ReferencesService extends KeptReferences {
  /**
   * Takes a picture. Where `lacksStatement`, nothing can be made of it before `state`.
   * @throws UserError bad-input for a file that cannot be used; consent-needed where somebody in it has not agreed, or may
   * not have; unchecked where it could not be looked at
   */
  give(source: PhotoSource, giver: Giver): Promise<Reference>;
}

/** A model is told who is who for two people at most. */
const actorsMost = 2;
/** Share of sexual content, and years as they are estimated: the bounds that an actor's own photos have. */
const explicitMost = 0.7;
const ageLeast = 15;

/** Pixels of the longer side of what is kept: no model is sent more. */
const sideMost = 1_024;

/** Never the bytes of a photo that an actor has, so that each goes on its own. */
const copyOf = (jpeg: Buffer): Promise<Buffer> =>
  sharp(jpeg)
    .resize({ width: sideMost, height: sideMost, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 93 })
    .toBuffer();

/** Says neither who it is nor whether they are registered. */
const notAgreed = () => new UserError('consent-needed', said('references.somebodyElse'));

const refusedBy = (actors: Actor[], memberId: string) => {
  const [known] = actors.filter(actor => maySee(actor, memberId));
  if (!known) return notAgreed();
  return new UserError('consent-needed', said('references.actorNotYours', { actor: known.name }));
};

export function createReferencesService({
  kept,
  references,
  photos,
  vision,
  actors,
  generation,
  safety,
  blobs,
  ruleOf,
  now,
}: {
  kept: KeptReferences;
  references: Pick<Collection<Reference>, 'put'>;
  photos: Pick<PhotosService, 'read'>;
  vision: Pick<Vision, 'everyFace' | 'nudity'>;
  actors: Pick<ActorsService, 'recognise' | 'askable'>;
  generation: Pick<GenerationService, 'madeAs'>;
  safety: Pick<SafetyService, 'noteReference'>;
  blobs: Pick<Blobs, 'put'>;
  ruleOf: (guildId: string) => StrangersRule;
  now: () => number;
}): ReferencesService {
  /** Members whose pictures are being looked at, so that nothing is kept of one who is forgotten meanwhile. */
  const underWay = new Map<Giver & { dropped?: true }, Promise<unknown>>();

  async function lookAt(jpeg: Buffer): Promise<GivenFace[]> {
    try {
      const [faces, { explicit }] = await Promise.all([vision.everyFace(jpeg), vision.nudity(jpeg)]);
      if (explicit > explicitMost) throw new UserError('bad-input', said('references.nudity'));
      return faces;
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      throw new UserError('unchecked', said('references.unseen'), { cause });
    }
  }

  /** Who is in a picture, as its faces say. @throws UserError */
  async function peopleIn(faces: GivenFace[], { guildId, memberId }: Giver): Promise<People> {
    if (isCrowd(faces)) throw new UserError('bad-input', said('references.crowd'));
    const counting = facesThatCount(faces);
    const madeOut = counting.flatMap(({ descriptor }) => (descriptor ? [descriptor] : []));
    const people = peopleOf(await actors.recognise(guildId, madeOut), memberId);
    return { ...people, strangers: people.strangers + counting.length - madeOut.length };
  }

  /** @throws UserError */
  async function requireAgreed(faces: GivenFace[], people: People, giver: Giver): Promise<void> {
    const { guildId, memberId } = giver;
    const strangersRefused = people.strangers > 0 && ruleOf(guildId) === 'refuse';
    if (people.refusing.length > 0 || strangersRefused) {
      await safety.noteReference({ guildId, memberId, actorIds: people.refusing.map(({ id }) => id) });
      // Where strangers are refused anyway, that a face is registered isn't told either.
      throw refusedBy(people.refusing, memberId);
    }
    if (people.strangers > 0 && facesThatCount(faces).some(({ age }) => age !== undefined && age < ageLeast))
      throw new UserError('bad-input', said('references.looksYoung'));
    if (people.actors.length > actorsMost)
      throw new UserError(
        'bad-input',
        said('references.tooManyActors', { actors: people.actors.length, most: actorsMost }),
      );
  }

  /** For a picture that this bot made, its record says who is in it. If it is kept, the kept one is used, never the copy given. */
  async function ours(made: MadeHere, giver: Giver) {
    for (const id of made.actorIds) {
      // Those who approve each request are asked with the words.
      await actors.askable(giver.guildId, giver.memberId, id).catch(async error => {
        if (!(error instanceof UserError)) throw error;
        await safety.noteReference({ ...giver, actorIds: [] });
        throw notAgreed();
      });
    }
    if (made.isRuledOut) throw new UserError('blocked', said('generation.startRuledOut'));
    return { sha256: made.sha256, ours: true as const, actorIds: made.actorIds, strangers: 0 };
  }

  /** A photo, or a picture made from one, in which anybody may be: its faces say who. */
  async function photo(jpeg: Buffer, giver: Giver, made: MadeHere | undefined) {
    const copy = await copyOf(jpeg);
    const faces = await lookAt(jpeg);
    const people = await peopleIn(faces, giver);
    await requireAgreed(faces, people, giver);
    // Whom it was made of may be somebody else than the faces say, and nobody to be told of.
    if (made?.isRuledOut) throw notAgreed();
    return {
      ...(made ? { copyOf: made.sha256 } : {}),
      ...{ copy, sha256: sha256Of(copy) },
      actorIds: people.actors.map(({ id }) => id),
      strangers: people.strangers,
    };
  }

  async function take(source: PhotoSource, giver: Giver, isDropped: () => boolean): Promise<Reference> {
    const shown = await photos.read(source);
    if ('refused' in shown)
      throw new UserError('bad-input', said('references.unusable', { why: shown.refused }));
    const { file, jpeg } = shown;
    if (isAnimated(file)) throw new UserError('bad-input', said('references.animation'));
    const made = await generation.madeAs(file, jpeg);
    const { copy, ...found } = {
      copy: undefined,
      ...(made && !made.fromPhoto ? await ours(made, giver) : await photo(jpeg, giver, made)),
    };
    const { guildId, memberId } = giver;
    const before = await kept.ofPicture(found.sha256, giver);
    const { statement } = before ?? {};
    const reference: Reference = {
      ...{ id: before?.id ?? newId(), guildId, memberId, ...found, givenAt: now() },
      ...(statement && found.strangers > 0 ? { statement } : {}),
    };
    if (isDropped()) throw new UserError('gone', said('references.dataDeleted'));
    if (copy) await blobs.put(copy, found.sha256);
    await references.put(reference.id, reference);
    return reference;
  }

  /** Resolves once nothing of theirs can be stored any more. */
  async function drop(which: (giver: Giver) => boolean): Promise<void> {
    const theirs = [...underWay].filter(([giver]) => which(giver));
    for (const [giver] of theirs) giver.dropped = true;
    await Promise.allSettled(theirs.map(([, work]) => work));
  }

  return {
    ...kept,

    async give(source, { guildId, memberId }) {
      const mine: Giver & { dropped?: true } = { guildId, memberId };
      const work = take(source, { guildId, memberId }, () => mine.dropped === true);
      underWay.set(mine, work);
      return work.finally(() => underWay.delete(mine));
    },

    async state(id, owner, text) {
      if (ruleOf(owner.guildId) === 'refuse') throw notAgreed();
      return kept.state(id, owner, text);
    },

    async forgetMember(memberId, guildId) {
      await drop(
        giver => giver.memberId === memberId && (guildId === undefined || giver.guildId === guildId),
      );
      await kept.forgetMember(memberId, guildId);
    },
    async forgetGuild(guildId) {
      await drop(giver => giver.guildId === guildId);
      await kept.forgetGuild(guildId);
    },
  };
}

/** What generation asks of a picture before it starts from it: whom it shows, and whether the server's rule lets it. */
export const createGivenPicture =
  ({
    kept,
    ruleOf,
  }: {
    kept: Pick<KeptReferences, 'ofPicture'>;
    ruleOf: (guildId: string) => StrangersRule;
  }) =>
  async (
    sha256: string,
    giver: Giver,
  ): Promise<{ actorIds: string[]; fromPhoto: boolean; copyOf?: string | undefined } | undefined> => {
    const reference = await kept.ofPicture(sha256, giver);
    if (!reference) return undefined;
    // Asked again at each turn: admins may have narrowed the rule meanwhile.
    if (lacksStatement(reference) || (reference.strangers > 0 && ruleOf(giver.guildId) === 'refuse'))
      throw notAgreed();
    const { actorIds, ours, copyOf } = reference;
    return { actorIds, fromPhoto: ours !== true, ...(copyOf ? { copyOf } : {}) };
  };
