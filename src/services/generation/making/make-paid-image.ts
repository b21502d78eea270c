import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { UserError } from '../../../errors.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import type { QuotaService } from '../../quota/quota-service.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { newId } from '../../storage/id.ts';
import type { Settings } from '../generation.ts';
import { parametersText } from '../images/parameters-text.ts';
import type { Picture } from '../images/picture-cache.ts';
import { labelPng } from '../images/png-text.ts';
import type { Plan } from '../requests/plan.ts';
import type { ImageMaker, MakingSigns } from './image-maker.ts';

const referenceSide = 1_024;

/** What a picture is made for, and who is told how it goes. */
export interface PaidCall {
  memberId: string;
  guildId: string;
  /** What the picture counts in today's budget. */
  tokens: number;
  signs: MakingSigns;
  /** Asked at its turn; rejects where it may not be made any more. */
  mayStart(): Promise<void>;
  /** Awaited directly before the call leaves: from here on it may be paid for. */
  onSent(): Promise<void>;
  /** Ends the wait for its turn. */
  signal: AbortSignal;
}

export type MakePaidImage = ReturnType<typeof createMakePaidImage>;

/** Pays for a picture, looks at it and labels it. Whether it may be shown is decided afterwards. */
export function createMakePaidImage({
  quota,
  safety,
  maker,
  blobs,
}: {
  quota: Pick<QuotaService, 'reserve'>;
  safety: Pick<SafetyService, 'measure'>;
  maker: ImageMaker;
  blobs: Pick<Blobs, 'get'>;
}) {
  /** Large enough for any model, and small enough to be sent in a request. */
  async function startingPicture({ sha256, strength }: NonNullable<Settings['reference']>) {
    const bytes = await blobs.get(sha256);
    if (!bytes) throw new UserError('gone', 'The picture to start from was deleted meanwhile.');
    const jpeg = await sharp(bytes)
      .resize({ width: referenceSide, height: referenceSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 92 })
      .toBuffer();
    return { bytes: jpeg, strength };
  }

  return async (settings: Settings, { cast, availability }: Plan, call: PaidCall): Promise<Picture> => {
    const { memberId, guildId, tokens, signs, mayStart, onSent, signal } = call;
    const reservation = await quota.reserve(newId(), { memberId, guildId }, tokens);
    let png: Buffer;
    try {
      const { lora, negative, reference, ...rest } = settings;
      const request = {
        ...rest,
        negativePrompt: negative,
        lora,
        ...(reference ? { reference: await startingPicture(reference) } : {}),
      };
      const atItsTurn = async () => {
        signal.throwIfAborted();
        await mayStart();
        await Promise.all([reservation.sent(), onSent()]);
      };
      png = await maker.make(memberId, availability.routes, request, signs, atItsTurn, signal);
    } catch (error) {
      const maybeBilled =
        !(error instanceof UserError) || (error instanceof InferenceFailure && error.cost === 'unknown');
      await (maybeBilled ? reservation.unknown() : reservation.refund());
      throw error;
    }
    try {
      const nudity = await safety.measure(png);
      const bytes = labelPng(png, parametersText(settings, cast?.version));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { sha256, bytes, nudity, fromCache: false };
    } finally {
      // Paid is paid, even where the picture is never shown.
      await reservation.commit();
    }
  };
}
