import { UserError } from '../../../errors.ts';
import type { Logger } from '../../../logger.ts';
import { said } from '../../../words/words.ts';
import type { ImageRequest } from '../../huggingface/inference/image-request.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import { microsOf } from '../../quota/prices.ts';
import type { QuotaService, Reservation } from '../../quota/quota-service.ts';
import type { Asked } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { newId } from '../../storage/id.ts';
import type { Settings } from '../generation.ts';
import type { DevelopPicture } from '../images/develop-picture.ts';
import type { Picture } from '../images/picture-cache.ts';
import { startingPictures } from '../images/starting-picture.ts';
import type { Plan } from '../requests/plan.ts';
import type { ImageMaker, ImageOrder } from './image-maker.ts';

/** What a picture is made for, and who is told how it goes. */
export interface PaidCall
  extends Pick<
    ImageOrder,
    'guildId' | 'memberId' | 'signs' | 'onArrived' | 'admission' | 'lane' | 'version'
  > {
  /** Where it is looked at for. */
  asked: Asked;
  /** What the picture counts in today's budget. */
  tokens: number;
  /** How many new images the member may have in a day in this server; undefined for no limit. */
  imagesMost: number | undefined;
  /** Asked at its turn; rejects where it may not be made any more. */
  mayStart(): Promise<void>;
  /** Awaited directly before the call leaves: from here on it may be paid for, unless it is `free`. */
  onSent(free: boolean): Promise<void>;
  /** Whether it may still be shown, once it is there: else it is not the member's to pay for. */
  isWanted(picture: Picture): Promise<boolean>;
  /** Ends the wait for its turn. */
  signal: AbortSignal;
}

const pictureGone = ({ cast }: Plan) =>
  new UserError('gone', said(cast?.source === 'photos' ? 'generation.photoGone' : 'generation.startGone'));

export type MakePaidImage = ReturnType<typeof createMakePaidImage>;

/** Reserves what a picture costs, has it made and developed, and settles what it cost. */
export function createMakePaidImage({
  quota,
  maker,
  develop,
  expectPicture,
  blobs,
  logger,
}: {
  quota: Pick<QuotaService, 'reserve'>;
  maker: ImageMaker;
  develop: DevelopPicture;
  expectPicture: () => void;
  blobs: Pick<Blobs, 'get' | 'size'>;
  logger?: Logger | undefined;
}) {
  const pictureIds = ({ reference, pictures = [] }: Settings) => (reference ? [reference.sha256] : pictures);

  async function referencesOf(settings: Settings, plan: Plan): Promise<ImageRequest['references']> {
    const ids = pictureIds(settings);
    if (ids.length === 0) return undefined;
    const bytes = await Promise.all(
      ids.map(async sha256 => {
        const found = await blobs.get(sha256);
        if (!found) throw pictureGone(plan);
        return found;
      }),
    );
    const { strength } = settings.reference ?? {};
    return { pictures: await startingPictures(bytes), ...(strength === undefined ? {} : { strength }) };
  }

  /** What was deleted while the request waited is not sent any more. @throws UserError gone */
  async function requirePictures(settings: Settings, plan: Plan): Promise<void> {
    const sizes = await Promise.all(pictureIds(settings).map(sha256 => blobs.size(sha256)));
    if (sizes.includes(undefined)) throw pictureGone(plan);
  }

  async function requestFor(settings: Settings, plan: Plan): Promise<ImageOrder['request']> {
    const { lora, negative, reference: _reference, pictures: _pictures, marked: _marked, ...rest } = settings;
    const negativePrompt = [negative, ...plan.unsaid].filter(Boolean).join(', ') || undefined;
    return { ...rest, negativePrompt, lora, references: await referencesOf(settings, plan) };
  }

  /** A picture that is paid for is not lost because the books could not be written. */
  async function settle(write: () => Promise<void>): Promise<void> {
    await write().catch(error => logger?.error({ err: error }, 'what a picture cost was not written down'));
  }

  const settleFailure = (reservation: Reservation, error: unknown, hasLeft: boolean): Promise<void> => {
    const maybeBilled =
      hasLeft &&
      (!(error instanceof UserError) || (error instanceof InferenceFailure && error.cost === 'unknown'));
    return settle(maybeBilled ? reservation.unknown : reservation.refund);
  };

  return async (settings: Settings, plan: Plan, call: PaidCall): Promise<Picture> => {
    const { memberId, guildId, tokens, imagesMost, mayStart, onSent, signal } = call;
    const { model } = settings;
    const micros = microsOf(plan.availability.routes, model, settings);
    const reservation = await quota.reserve(newId(), { memberId, guildId, imagesMost, micros }, tokens);
    let came: Buffer;
    // What another process goes on with, say, never left here.
    let hasLeft = false;
    try {
      came = await maker.make({
        ...call,
        routes: plan.availability.routes,
        request: await requestFor(settings, plan),
        mayStart: async (free = false) => {
          signal.throwIfAborted();
          await mayStart();
          await requirePictures(settings, plan);
          await Promise.all([free ? undefined : reservation.sent(), onSent(free)]);
          hasLeft ||= !free;
          // Once the call has left: starting a process takes a moment.
          setImmediate(expectPicture);
        },
      });
    } catch (error) {
      await settleFailure(reservation, error, hasLeft);
      throw error;
    }
    try {
      const picture = await develop(came, settings, plan, call.asked);
      await settle((await call.isWanted(picture)) ? reservation.commit : reservation.waive);
      return picture;
    } catch (error) {
      // Paid is paid, even where the picture is never shown; what came and is no picture was given back at once.
      if (error instanceof InferenceFailure) await settleFailure(reservation, error, hasLeft);
      else await settle(reservation.commit);
      throw error;
    }
  };
}
