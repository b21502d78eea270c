import type { Logger } from '../../logger.ts';
import type { Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { LinkKind } from '../huggingface/inference/image-request.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type Blobs, sha256Of } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { createOwnLocks, type Locks } from '../storage/locks.ts';
import { type Archive, createArchive, type Viewer } from './archive/archive.ts';
import { createGenerationIndex } from './archive/generation-index.ts';
import { requestFrom } from './archive/generation-record.ts';
import { betterWay } from './archive/likeness-figures.ts';
import { createStalePosts, type DeleteMessage, removeEmptied } from './archive/stale-posts.ts';
import type { CachedImage, Generation } from './generation.ts';
import type { CheckImage } from './images/check-image.ts';
import { createDevelopPicture } from './images/develop-picture.ts';
import { createPictureCache } from './images/picture-cache.ts';
import { createStoredLooks } from './looks/stored-looks.ts';
import { createAnswerOrder, type GenerationResult } from './making/answer-order.ts';
import { type AskFirst, type ComputersBack, createAnswerRequest } from './making/answer-request.ts';
import { createAskPrice, createSumUp } from './making/ask-price.ts';
import { createBacklog } from './making/backlog.ts';
import type { ImageMaker } from './making/image-maker.ts';
import { createImprovePrompt, type ImprovePrompt } from './making/improve-prompt.ts';
import type { Limiter } from './making/limiter.ts';
import { createMakeAlone } from './making/make-alone.ts';
import { createMakePaidImage } from './making/make-paid-image.ts';
import { createOnePicture, type Room } from './making/one-picture.ts';
import { createPackAnswers, type PackAnswers } from './making/pack-answers.ts';
import { createPriceAnswers, type PriceAnswers } from './making/price-answers.ts';
import { createQuoteTouchUp } from './making/quote-touch-up.ts';
import { createTryToStore } from './making/try-to-store.ts';
import type { Accepted, AcceptedRequests, Whose } from './requests/accepted-request.ts';
import { isPartOf } from './requests/packs.ts';
import { createPhotosWay, type FindPhotosWay } from './requests/photos-way.ts';
import { createPlanner, type GenerationRequest } from './requests/plan.ts';
import type { GenerationProgress } from './requests/progress.ts';
import { createStartingPoints, type MadePicture } from './requests/starting-point.ts';
import { createTakingIn, type TakingIn } from './requests/taking-in.ts';
import { createTouchUps, type TouchUpModels } from './requests/touch-ups.ts';
import { createTrainedWays, type FindTrainedWays } from './requests/trained-ways.ts';
import { createRequestsUnderWay, deletedMeanwhile } from './requests/under-way.ts';
import { createWhatElseWorks } from './requests/what-else-works.ts';

export type { GenerationResult } from './making/answer-order.ts';
export type { PackResult } from './making/answer-pack.ts';
export type { PackQuote } from './making/quote-pack.ts';
export type { GenerationProgress } from './requests/progress.ts';

export interface GenerationService
  extends Archive,
    TakingIn,
    PriceAnswers,
    PackAnswers,
    ReturnType<typeof createTouchUps> {
  /**
   * What was accepted is made once: a picture whose call had left when an earlier process ended is not asked for again.
   * @throws UserError; nothing is spent on a request that is refused.
   */
  generate(accepted: Accepted, onProgress: (progress: GenerationProgress) => void): Promise<GenerationResult>;
  /** The member knows how the request ended; it is kept no longer. */
  told(id: string): Promise<void>;
  /** Its images can't be posted now, and will be later: other requests need not wait for that. */
  putOff(id: string): void;
  /** Drops what still waits for its turn; what is being made is delivered. @throws UserError gone | not-allowed */
  cancel(id: string, caller: { guildId: string; memberId: string; admin: boolean }): void | Promise<void>;
  /** The request behind an earlier answer, to be made again by this member. @throws UserError gone | not-allowed */
  requestOf(
    id: string,
    caller: Viewer &
      Pick<
        GenerationRequest,
        'channelId' | 'parentChannelId' | 'placeId' | 'adultChannel' | 'roleIds' | 'admin'
      >,
  ): Promise<GenerationRequest>;
  /**
   * What is being made for them now is neither kept nor shown. Resolves once it has ended. To be called before what
   * was made is erased.
   */
  dropUnderWay(whose: Whose): Promise<void>;
  /**
   * Deletes what is kept of an actor beside the generations: pictures that were withheld or left over. With a
   * revision, of the version at that commit alone.
   */
  dropCached(actorId: string, revision?: string): Promise<void>;
  /** Ends requests with this actor that now break its limits. Returns at once. */
  lookAgain(actorId: string): void;
  /** Something may have become of a request in another process. Returns whether this one is at it: it ends at once, if it is over. */
  confirmAgain(id: string): boolean;
  /** Tries again to delete messages that show what was deleted. */
  sweep(): Promise<void>;
  /**
   * The SHA-256 of the kept picture that a file is, or that it is a copy of, re-encoded or made smaller (`picture`: the
   * same, cheap to look at); undefined for none.
   */
  keptAs(file: Uint8Array, picture: Uint8Array): Promise<string | undefined>;
  /** The same, with the actors it shows, and what was said of it. */
  madeAs(file: Uint8Array, picture: Uint8Array): Promise<(MadePicture & { sha256: string }) | undefined>;
  /** How many requests wait or run now. */
  queueLength(): number;
  /** Other words for the prompt of a request, kept until the member takes them. @throws UserError */
  improvePrompt: ImprovePrompt;
  /** What a touch-up would cost now. @throws UserError */
  quoteTouchUp: ReturnType<typeof createQuoteTouchUp>;
  /** Where images of a trained version can be made now. @throws UserError model-unknown | model-unavailable */
  trainedWays: FindTrainedWays;
  /** How images of an actor are made from their photos now. @throws UserError not-served */
  photosWay: FindPhotosWay;
}

/** Reads no generation: galleries and deletions are answered from the indexes of the store. */
export async function createGenerationService({
  generations,
  cache,
  accepted,
  blobs,
  actors,
  models,
  linkKinds = [],
  quota,
  priceFactor = () => 1,
  safety,
  credentials,
  checkImage,
  expectPicture = () => {},
  givenPicture = async () => undefined,
  settings,
  askFirst,
  onMakerToTell,
  onLeaving,
  onGone,
  maker,
  limiter,
  words,
  touchUpModels = {},
  deleteMessage,
  imageBytesMost = Number.POSITIVE_INFINITY,
  unpostedMost = 16,
  refresh = async () => {},
  computersBack = async () => {},
  locks,
  now,
  logger,
}: {
  generations: Collection<Generation>;
  cache: Collection<CachedImage>;
  accepted: AcceptedRequests;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'size'> & Room;
  actors: ActorsService;
  models: ModelsService;
  /** Who can answer at links to private weights, the preferred first; without any they stay with the hub. */
  linkKinds?: readonly LinkKind[];
  quota: QuotaService;
  /** The hub's bill as a multiple of the bot's own prices. */
  priceFactor?: () => number;
  safety: SafetyService;
  credentials: Pick<Credentials, 'trySign'>;
  /** Decodes the pictures of providers. */
  checkImage: CheckImage;
  /** Told when a call has left, so that what looks at its picture starts meanwhile. */
  expectPicture?: () => void;
  /** A picture that a member gave, if it is one: see `starting-point.ts`. */
  givenPicture?: Parameters<typeof createStartingPoints>[0]['given'];
  settings: Pick<SettingsService, 'get' | 'requireMay' | 'mostOf'>;
  /** For actors whose person approves each request. */
  askFirst: AskFirst;
  /** The member who made an image has to be told that the person shown deleted it. */
  onMakerToTell?: () => void;
  /** Images are gone, or some of their pictures. */
  onLeaving?: (ids: readonly string[]) => Promise<void>;
  onGone?: (ids: readonly string[]) => void;
  maker: ImageMaker;
  limiter: Limiter;
  /** How a chat model is asked. */
  words: Pick<Parameters<typeof createImprovePrompt>[0], 'ask' | 'ways'>;
  /** Models that the operator named for touching pictures up. */
  touchUpModels?: TouchUpModels;
  deleteMessage: DeleteMessage;
  /** How much the pictures that are kept may take up; no bound unless it is given. */
  imageBytesMost?: number;
  /** How many pictures may be on their way from their call to their post. */
  unpostedMost?: number;
  /** Reads again what another process may have changed of a server meanwhile; one process alone needs none. */
  refresh?: (guildId: string) => Promise<void>;
  /** Without it, a server's own computers are not waited for after a start. */
  computersBack?: ComputersBack;
  /** Between all processes that make images; one alone needs none. */
  locks?: Locks | undefined;
  now: () => number;
  logger?: Logger;
}): Promise<GenerationService> {
  await removeEmptied(generations);
  const index = createGenerationIndex(generations);
  const pictures = createPictureCache({
    ...{ cache, blobs, index, safety, bytesMost: imageBytesMost, now },
    isAlone: locks === undefined,
  });
  await pictures.prune();
  const looks = createStoredLooks({ cache, blobs });
  const stalePosts = createStalePosts({ generations, deleteMessage, logger });
  const archive = createArchive({
    generations,
    index,
    pictures,
    blobs,
    actors,
    safety,
    stalePosts,
    onMakerToTell,
    onLeaving,
    onGone,
  });
  const trainedWays = createTrainedWays({ models, linkKinds, now });
  const planner = createPlanner({
    ...{ actors, models, trainedWays, safety, settings },
    placesIn: sha256 => archive.placesIn(sha256),
    startingPoint: createStartingPoints({ made: archive.known, given: givenPicture, actors }),
    preferredWay: async (actor, version) => betterWay(await archive.likenessOf(actor.id), version.number),
  });
  const develop = createDevelopPicture({ safety, checkImage, credentials, fileOf: accepted.fileOf });
  const makePaidImage = createMakePaidImage({ quota, maker, develop, expectPicture, blobs, logger });
  const underWay = createRequestsUnderWay(accepted.confirm);
  /** Answers that could not be stored, until their members were told: they are nowhere else. */
  const unkept = new Map<string, GenerationResult>();
  const backlog = createBacklog(unpostedMost);
  backlog.onRoom(limiter.lookAgain);
  const tryToStore = createTryToStore(logger);
  const onePicture = createOnePicture({
    ...{ accepted, pictures, blobs, safety, settings },
    ...{ makePaidImage, develop, backlog, tryToStore, refresh, logger },
    makeAlone: createMakeAlone({ locks: locks ?? createOwnLocks(), limiter }),
  });
  const answerOrder = createAnswerOrder({
    ...{ generations, archive, pictures, actors, models, onePicture, tryToStore, now },
    whatElseWorks: createWhatElseWorks({ models }),
  });
  const sumUp = createSumUp({ pictures, factor: priceFactor });
  const askPrice = createAskPrice({ accepted, sumUp, settings });
  const answering = { generations, answerOrder, planner, askFirst, askPrice, limiter, computersBack };
  const answer = createAnswerRequest(answering);

  /** The file itself is recognised at once; copies that look like it, once the sweep has seen it. */
  async function keptAs(file: Uint8Array, picture: Uint8Array): Promise<string | undefined> {
    const itself = sha256Of(file);
    return (await index.shown([itself])).has(itself) ? itself : looks.pictureLike(picture);
  }

  /** Whether there was ever a record of it: of what could not be stored, the message is all that is left. */
  async function isRecorded(id: string): Promise<boolean> {
    if (unkept.get(id)?.unkept !== 'all') return true;
    // A write may have come through whose answer did not.
    return (await generations.get(id).catch(() => undefined)) !== undefined;
  }
  async function noteShown(id: string, post: Post): Promise<void> {
    if (await isRecorded(id)) await archive.noteShown(id, post);
  }

  return {
    ...archive,
    ...createTakingIn({ accepted, generations, settings, blobs }),
    ...createPriceAnswers({ accepted }),
    ...createTouchUps(models, touchUpModels),
    quoteTouchUp: createQuoteTouchUp({ planner, sumUp, underWay }),
    ...createPackAnswers({
      ...answering,
      accepted,
      backlog,
      unkept,
      sumUp,
      quota,
      underWay,
      limiter,
      noteShown,
      isRecorded,
      refresh,
      notePackPost: archive.notePackPost,
    }),
    improvePrompt: createImprovePrompt({ ...words, actors, planner, quota, limiter, accepted }),
    queueLength: () => limiter.length(),
    trainedWays,
    photosWay: createPhotosWay({ models }),
    dropCached: pictures.dropActor,
    async sweep() {
      await stalePosts.sweep();
      await pictures.prune();
      await accepted.prune();
      await looks.learn();
    },
    keptAs,
    async madeAs(file, picture) {
      const sha256 = await keptAs(file, picture);
      const known = sha256 === undefined ? undefined : await archive.known(sha256);
      return known && sha256 !== undefined ? { ...known, sha256 } : undefined;
    },
    noteShown,
    async inUse(hashes) {
      const arrived = new Set(await accepted.hashes());
      return new Set([...(await archive.inUse(hashes)), ...hashes.filter(sha256 => arrived.has(sha256))]);
    },
    async told(id) {
      backlog.release(id);
      for (const one of unkept.keys()) if (isPartOf(id, one)) unkept.delete(one);
      await accepted.told(id);
    },
    putOff: backlog.release,
    async generate(one, onProgress) {
      // Forgotten before it was taken up: while it was acknowledged, or while it waited to be told again.
      if (!(await accepted.has(one.id))) throw deletedMeanwhile();
      await accepted.confirm(one.id);
      await refresh(one.request.guildId);
      const paid = unkept.get(one.id);
      if (paid) return paid;
      try {
        const result = await underWay.during(one, mine => answer(one, mine, onProgress));
        if (result.unkept) unkept.set(one.id, result);
        return result;
      } catch (error) {
        backlog.release(one.id);
        throw error;
      }
    },
    cancel: accepted.cancel ?? underWay.cancel,
    lookAgain: underWay.lookAgain,
    confirmAgain: underWay.confirmAgain,
    async dropUnderWay(whose) {
      await accepted.forget(whose);
      await underWay.drop(whose);
      // What they have noted meanwhile.
      await accepted.forget(whose);
    },
    requestOf: async (id, caller) => requestFrom(await archive.details(id, caller), caller),
  };
}
