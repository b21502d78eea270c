import { type Said, said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import { photosToSend } from '../../actors/agreed-to.ts';
import type { ModelsService } from '../../models/models-service.ts';

export type WhatElseWorks = (actor: Actor) => Promise<Said | undefined>;

/** What a member can do now where the trained version cannot be used: a sentence; undefined where nothing works. */
export const createWhatElseWorks =
  ({ models }: { models: Pick<ModelsService, 'forPictures' | 'resolve'> }): WhatElseWorks =>
  async actor => {
    const { guildId } = actor;
    const works = (found: Promise<unknown>) => found.then(() => true).catch(() => false);
    const photos = photosToSend(actor).length;
    if (photos > 0 && (await works(models.forPictures(guildId, photos)))) {
      return said('generation.usePhotos');
    }
    return (await works(models.resolve(guildId, undefined))) ? said('generation.withoutActor') : undefined;
  };
