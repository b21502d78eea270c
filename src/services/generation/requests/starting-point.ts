import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Actor, Photo } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Settings, Words } from '../generation.ts';
import type { GenerationRequest } from './plan.ts';

declare const admitted: unique symbol;
/** The SHA-256 of a picture that may be sent to a model: nothing else in this program makes one of a string. */
export type AdmittedPicture = string & { readonly [admitted]: true };

/** What a model is shown. */
export interface ShownToModel {
  reference?: Settings['reference'] & { sha256: AdmittedPicture };
  pictures?: AdmittedPicture[];
}

/** Photos of actors, chosen by what the person shown agreed to: see `agreed-to.ts`. */
export const admitPhotos = (photos: readonly Photo[]): AdmittedPicture[] =>
  photos.map(({ sha256 }) => sha256 as AdmittedPicture);

/** Whom a picture shows, and whether it goes back to a photo that a member gave. */
export interface KnownPicture {
  actorIds: string[];
  fromPhoto: boolean;
}

/** One that was made here and is kept. */
export interface MadePicture extends KnownPicture {
  /** Somebody in it has ruled out by now what it shows. */
  isRuledOut: boolean;
  /** What it was asked for in, and what those were that it goes back to. */
  said: Words[];
}

/** One that a member gave; of a copy of a picture that was made here, the SHA-256 of that one. */
export interface GivenPicture extends KnownPicture {
  copyOf?: string | undefined;
}

/** A picture that a request may start from. */
export interface StartingPoint {
  sha256: AdmittedPicture;
  fromPhoto: boolean;
  /** Actors in it, as they are now: what they have ruled out applies to images made from it. */
  shown: Actor[];
  /** What was said of it: who rules that out rules out images made from it. */
  said: Words[];
}

/** The request with those in the picture as whom it shows, where it names nobody or only one of two. */
export function namingShown(
  request: GenerationRequest,
  shown: readonly Pick<Actor, 'id'>[],
  cast: { actor: Pick<Actor, 'id'>; other: Pick<Actor, 'id'> | undefined } | undefined,
): GenerationRequest {
  const ids = [cast?.actor.id, cast?.other?.id, ...shown.map(({ id }) => id)];
  const [actor, actor2] = new Set(ids.filter(id => id !== undefined));
  return { ...request, actor, actor2 };
}

/** That somebody whom the member can't know to be registered has limits isn't told. */
const ruledOut = (original: KnownPicture, { actorIds }: KnownPicture) =>
  original.actorIds.every(id => actorIds.includes(id))
    ? new UserError('blocked', said('generation.startRuledOut'))
    : new UserError('consent-needed', said('generation.strangerIn'));

const sha256Of = ({ changeOf, variationOf }: GenerationRequest) => (changeOf ?? variationOf)?.sha256;

/**
 * The one door for pictures that members start from: one that was made here, or one that they gave and that was looked
 * at. Everybody in it has to allow it, or to be asked, now. To be asked at each turn.
 */
export function createStartingPoints({
  made,
  given,
  actors,
}: {
  /** A picture that was made here and is kept; undefined for any other. */
  made: (sha256: string) => Promise<MadePicture | undefined>;
  /** One that this member gave in this server. @throws UserError consent-needed */
  given: (sha256: string, giver: { guildId: string; memberId: string }) => Promise<GivenPicture | undefined>;
  actors: Pick<ActorsService, 'askable'>;
}) {
  /** @throws UserError gone | consent-needed | blocked; nothing for a request that starts from words */
  return async (request: GenerationRequest): Promise<StartingPoint | undefined> => {
    const sha256 = sha256Of(request);
    if (sha256 === undefined) return undefined;
    const { guildId, memberId } = request;
    const kept = await made(sha256);
    const known: GivenPicture | undefined = kept ?? (await given(sha256, { guildId, memberId }));
    if (!known) throw new UserError('gone', said('generation.startGone'));
    const shown: Actor[] = [];
    for (const id of known.actorIds) {
      const isCast = id === request.actor || id === request.actor2;
      // Those who approve each request are asked (see `plan.ts`), and see what it starts from if it was made here.
      const actor = await actors.askable(guildId, memberId, id).catch(error => {
        // One that the request names itself is told by name.
        if (!(error instanceof UserError) || isCast) throw error;
        throw new UserError('consent-needed', said('generation.strangerIn'));
      });
      shown.push(actor);
    }
    const original = kept ?? (known.copyOf === undefined ? undefined : await made(known.copyOf));
    if (original?.isRuledOut) throw ruledOut(original, known);
    const { fromPhoto } = known;
    return { sha256: sha256 as AdmittedPicture, fromPhoto, shown, said: original?.said ?? [] };
  };
}

export type FindStartingPoint = ReturnType<typeof createStartingPoints>;
