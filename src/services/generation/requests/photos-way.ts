import type { Actor } from '../../actors/actor.ts';
import { photosToSend } from '../../actors/agreed-to.ts';
import type { Model } from '../../models/model.ts';
import type { ModelsService } from '../../models/models-service.ts';

/** How images of an actor are made from their photos now. */
export interface PhotosWay {
  model: Model;
  /** How many of the photos the model is sent. */
  photos: number;
}

export type FindPhotosWay = (actor: Actor) => Promise<PhotosWay | undefined>;

/** Resolves to nothing where no photo may be sent. @throws UserError not-served */
export const createPhotosWay =
  ({ models }: { models: Pick<ModelsService, 'forPictures'> }): FindPhotosWay =>
  async actor => {
    const photos = photosToSend(actor).length;
    if (photos === 0) return undefined;
    const { model } = await models.forPictures(actor.guildId, photos);
    return { model, photos: Math.min(photos, model.picturesMost ?? 1) };
  };
