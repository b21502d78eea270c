import { UserError } from '../../../errors.ts';
import { type Said, said, together } from '../../../words/words.ts';
import { type Actor, type ActorVersion, activeVersionOf } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { photosAgreed, photosToSend } from '../../actors/agreed-to.ts';
import type { Availability, ModelsService } from '../../models/models-service.ts';
import { promptForPictures } from '../../models/prompt-for-pictures.ts';
import type { LikenessSource } from '../generation.ts';
import type { GenerationRequest } from './plan.ts';
import { admitPhotos, type ShownToModel, type StartingPoint } from './starting-point.ts';
import { type FindTrainedWays, noTrainedWay, type TrainedWays } from './trained-ways.ts';
import { createWhatElseWorks } from './what-else-works.ts';

/** Whom it shows, and where their likeness comes from. */
export interface Cast {
  actor: Actor;
  /** The second one, of two who are shown together. */
  other: Actor | undefined;
  /** The version that is used, where the likeness is a trained one. */
  version: ActorVersion | undefined;
  source: LikenessSource;
}

/** What a picture starts from, how the prompt calls who is in it, and which model makes it. */
export interface Start {
  from: ShownToModel;
  /** In the order of the cast. Absent where the words stay as they are. */
  subjects?: string[];
  availability: Availability;
}

/** Photos of each, where two are shown: more of them, and models mix the faces. */
const photosEachOfTwo = 2;

export type PreferredWay = (actor: Actor, version: ActorVersion) => Promise<'photos' | 'trained'>;

/** Settles whom a request shows, what its picture starts from, and which model makes it. */
export function createCasting({
  actors,
  models,
  trainedWays,
  preferredWay = async () => 'trained',
  placesIn = async () => [],
}: {
  actors: Pick<ActorsService, 'askable' | 'askToRenew'>;
  models: Pick<ModelsService, 'forPictures' | 'resolve' | 'kindOf'>;
  trainedWays: FindTrainedWays;
  /** Which way has shown the better likeness, where both are possible. */
  preferredWay?: PreferredWay | undefined;
  /** Ids of the actors in a picture that was made here, from left to right; empty where that is not known. */
  placesIn?: ((sha256: string) => Promise<string[]>) | undefined;
}) {
  const whatElseWorks = createWhatElseWorks({ models });

  /** The way that the named model goes; nothing where none is named, or one that is not known. */
  function wayOfModel({ guildId, model: asked }: GenerationRequest): 'photos' | 'trained' | undefined {
    const kind = asked === undefined ? undefined : models.kindOf(guildId, asked);
    return kind && (kind === 'image-to-image' ? 'photos' : 'trained');
  }

  /** How the prompt calls each of two people in a picture: by their places, as far as those are known. */
  async function subjectsIn(sha256: string, cast: Cast | undefined): Promise<Pick<Start, 'subjects'>> {
    if (!cast?.other) return {};
    const places = await placesIn(sha256);
    const at = [cast.actor, cast.other].map(({ id }) => places.indexOf(id));
    if (places.length !== 2 || at.includes(-1)) return {};
    return { subjects: at.map(place => `the person on the ${place === 0 ? 'left' : 'right'}`) };
  }

  /** @throws UserError not-found | consent-needed | not-allowed | bad-input | not-trained */
  async function castActor(request: GenerationRequest): Promise<Cast | undefined> {
    const { guildId, memberId, using } = request;
    if (!request.actor) {
      if (!request.actor2 && !using) return undefined;
      throw new UserError('bad-input', said('generation.actorFirst'));
    }
    const actor = await actors.askable(guildId, memberId, request.actor);
    const other = request.actor2 ? await actors.askable(guildId, memberId, request.actor2) : undefined;
    if (other) requireTwoPeople(actor, other);
    if (request.variationOf || request.changeOf) {
      return { actor, other, version: undefined, source: 'picture' };
    }
    if (other && using === 'trained') {
      throw new UserError('bad-input', said('generation.twoFromPhotos'));
    }
    const version = activeVersionOf(actor);
    if (using === 'trained' && !version) throw notTrained(actor, await whatElseWorks(actor));
    const chosen = using ?? wayOfModel(request);
    const way = other || !version ? 'photos' : (chosen ?? (await preferredWay(actor, version)));
    return { actor, other, version: way === 'trained' ? version : undefined, source: way };
  }

  /** A picture of somebody leaves for an image service under the same wording as their photos. */
  async function requireAgreedToSending({ actor, other }: Cast, channelId: string): Promise<void> {
    for (const person of other ? [actor, other] : [actor]) {
      if (photosAgreed(person) > 0) continue;
      await actors.askToRenew(person.id, channelId);
      throw new UserError('consent-needed', said('generation.notVaried', { actor: person.name }));
    }
  }

  /** What a change or a variation starts from. A person can be varied from the picture only. */
  async function fromPicture(
    { guildId, channelId, variationOf, changeOf, touchUp, model }: GenerationRequest,
    cast: Cast | undefined,
    point: StartingPoint | undefined,
  ): Promise<Start | undefined> {
    if (!point) return undefined;
    const { sha256 } = point;
    if (cast) await requireAgreedToSending(cast, channelId);
    if (changeOf) {
      const named = touchUp && model ? { model } : {};
      const availability = await models.forPictures(guildId, 1, named);
      return { from: { pictures: [sha256] }, availability, ...(await subjectsIn(sha256, cast)) };
    }
    if (!variationOf) return undefined;
    try {
      const availability = await models.forPictures(guildId, 1);
      const { strength } = variationOf;
      return { from: { reference: { sha256, strength } }, availability, ...(await subjectsIn(sha256, cast)) };
    } catch (error) {
      // Then they are made from the same words.
      if (cast || !(error instanceof UserError && error.code === 'not-served')) throw error;
      return undefined;
    }
  }

  /** @throws UserError consent-needed | no-photos | not-served | bad-input */
  async function fromPhotos(
    { guildId, channelId, model }: GenerationRequest,
    { actor, other }: Cast,
  ): Promise<Start> {
    const people = other ? [actor, other] : [actor];
    const each = other ? photosEachOfTwo : undefined;
    const photos = people.map(person => photosToSend(person, each));
    for (const [at, person] of people.entries()) {
      if (photos[at]?.length) continue;
      if (photosAgreed(person) === 0) await actors.askToRenew(person.id, channelId);
      throw noPhotosOf(person);
    }
    // Fewer photos do for one person; two people need one each.
    const availability = await models.forPictures(guildId, other ? people.length : photos.flat().length, {
      ...(model === undefined ? {} : { model }),
      ...(other ? { exactly: true } : {}),
    });
    const most = availability.model.picturesMost ?? 1;
    const share = Math.max(1, Math.floor(most / people.length));
    const sent = photos.map(chosen => chosen.slice(0, share));
    return {
      from: { pictures: admitPhotos(sent.flat()) },
      subjects: promptForPictures(
        availability.model,
        sent.map(({ length }) => ({ pictures: length })),
      ),
      availability,
    };
  }

  /** @throws UserError model-unknown | model-unavailable where the base is gone or hidden, with what works instead */
  async function waysOf(actor: Actor, version: ActorVersion): Promise<TrainedWays> {
    try {
      return await trainedWays(actor, version);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(error.code, together(error.tell, await whatElseWorks(actor)));
    }
  }

  /** The actor's trained model: a LoRA works with the base that it was trained on only. */
  async function fromTraining(
    { guildId, channelId, model: asked }: GenerationRequest,
    actor: Actor,
    version: ActorVersion,
  ): Promise<Availability> {
    const ways = await waysOf(actor, version);
    if (ways.routes.length === 0) {
      if (ways.afterConsent.length > 0) await actors.askToRenew(actor.id, channelId);
      throw noTrainedWay(actor, ways, await whatElseWorks(actor));
    }
    if (asked !== undefined && (await models.resolve(guildId, asked)).model.id !== ways.model.id) {
      throw new UserError(
        'bad-input',
        said('generation.trainedOn', { actor: actor.name, model: ways.model.name }),
      );
    }
    return ways;
  }

  /** Where nothing serves the trained version, photos stand in, unless the member asked for it. */
  async function settle(request: GenerationRequest, cast: Cast): Promise<{ cast: Cast; start: Start }> {
    if (cast.version) {
      try {
        return {
          cast,
          start: { from: {}, availability: await fromTraining(request, cast.actor, cast.version) },
        };
      } catch (error) {
        if (!mayUsePhotosInstead(error, request, cast)) throw error;
        const instead: Cast = { ...cast, version: undefined, source: 'photos' };
        const start = await fromPhotos(request, instead).catch(() => undefined);
        if (!start) throw error;
        return { cast: instead, start };
      }
    }
    return { cast, start: await fromPhotos(request, cast) };
  }

  return {
    castActor,
    /** What the picture is made from and by; the cast as it is then. */
    async startFor(
      request: GenerationRequest,
      cast: Cast | undefined,
      point: StartingPoint | undefined,
    ): Promise<{ cast: Cast | undefined; start: Start }> {
      const start = await fromPicture(request, cast, point);
      if (start) return { cast, start };
      if (cast && cast.source !== 'picture') return settle(request, cast);
      return {
        cast,
        start: { from: {}, availability: await models.resolve(request.guildId, request.model) },
      };
    },
  };
}

const mayUsePhotosInstead = (error: unknown, { using, model }: GenerationRequest, { actor }: Cast) =>
  error instanceof UserError &&
  (error.code === 'not-served' || error.code === 'consent-needed' || error.code === 'model-unavailable') &&
  using === undefined &&
  model === undefined &&
  photosAgreed(actor) > 0;

/** @throws UserError bad-input for one person twice */
function requireTwoPeople(actor: Actor, other: Actor): void {
  if (actor.id === other.id) {
    throw new UserError('bad-input', said('generation.oneTwice', { actor: actor.name }));
  }
  const sameMember = actor.subjectId !== undefined && actor.subjectId === other.subjectId;
  const isSameFace = ({ sameFace }: Actor, { id }: Actor) =>
    sameFace?.with.some(({ actorId, certainty }) => actorId === id && certainty === 'same') ?? false;
  if (sameMember || isSameFace(actor, other) || isSameFace(other, actor)) {
    throw new UserError('bad-input', said('generation.samePerson', { actor: actor.name, other: other.name }));
  }
}

const notTrained = ({ name }: Actor, hint: Said | undefined) =>
  new UserError('not-trained', together(said('generation.notTrained', { actor: name }), hint));

/** Why there is no photo to send. */
function noPhotosOf(actor: Actor): UserError {
  if (photosAgreed(actor) === 0) {
    const why = said('generation.photosStay');
    const not = said('generation.notFromPhotos', { actor: actor.name });
    // Of one who is trained, the other way is open.
    return activeVersionOf(actor)
      ? new UserError('consent-needed', together(not, why))
      : notTrained(actor, why);
  }
  return new UserError('not-trained', said('generation.noPhoto', { actor: actor.name }));
}
