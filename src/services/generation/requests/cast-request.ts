import { UserError } from '../../../errors.ts';
import { type Actor, type ActorVersion, activeVersionOf } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { agreedToPreviews, photoForPreview } from '../../actors/preview.ts';
import type { Availability, ModelsService } from '../../models/models-service.ts';
import type { Settings } from '../generation.ts';
import type { GenerationRequest } from './plan.ts';
import { type FindTrainedWays, noTrainedWay } from './trained-ways.ts';

const previewStrength = 0.75;

/** Whom it shows; without a version where one was not used. */
export interface Cast {
  actor: Actor;
  version: ActorVersion | undefined;
  /** Made from a photo, because nothing has been trained yet. */
  preview: boolean;
}

/** Settles whom a request shows, what its picture starts from, and which model makes it. */
export function createCasting({
  actors,
  models,
  trainedWays,
}: {
  actors: Pick<ActorsService, 'usable' | 'askToRenew'>;
  models: Pick<ModelsService, 'forPictures' | 'resolve'>;
  trainedWays: FindTrainedWays;
}) {
  async function castActor(request: GenerationRequest): Promise<Cast | undefined> {
    if (!request.actor) return undefined;
    const actor = await actors.usable(request.guildId, request.memberId, request.actor);
    if (request.variationOf) return { actor, version: undefined, preview: false };
    const version = activeVersionOf(actor);
    return { actor, version, preview: version === undefined };
  }

  /** The picture to start from, and what can do that. @throws UserError not-trained for a preview that cannot be made */
  async function startFor(
    { guildId, variationOf }: GenerationRequest,
    cast: Cast | undefined,
  ): Promise<{ reference: NonNullable<Settings['reference']>; availability: Availability } | undefined> {
    if (variationOf) {
      try {
        return { reference: variationOf, availability: await models.forPictures(guildId, 1) };
      } catch (error) {
        // Then they are made from the same words. A person can be varied from the picture only.
        if (cast || !(error instanceof UserError && error.code === 'not-served')) throw error;
        return undefined;
      }
    }
    if (!cast?.preview) return undefined;
    const { actor } = cast;
    const train = `**${actor.name}** has not been trained yet. \`/train start\` does that; then come back.`;
    const photo = photoForPreview(actor);
    if (!photo || !agreedToPreviews(actor)) throw new UserError('not-trained', train);
    try {
      const availability = await models.forPictures(guildId, 1);
      return { reference: { sha256: photo.sha256, strength: previewStrength }, availability };
    } catch (error) {
      if (error instanceof UserError) throw new UserError('not-trained', train, { cause: error });
      throw error;
    }
  }

  /** The model that was asked for, or the actor's own: a LoRA works with the base that it was trained on only. */
  async function availabilityFor(
    { guildId, channelId, model: asked }: GenerationRequest,
    cast: Cast | undefined,
  ): Promise<Availability> {
    if (!cast?.version) return models.resolve(guildId, asked);
    const { actor, version } = cast;
    const ways = await trainedWays(actor, version);
    if (ways.routes.length === 0) {
      if (ways.afterConsent.length > 0) await actors.askToRenew(actor.id, channelId);
      throw noTrainedWay(actor, ways);
    }
    if (asked !== undefined && (await models.resolve(guildId, asked)).model.id !== ways.model.id) {
      throw new UserError(
        'bad-input',
        `**${actor.name}** was trained on **${ways.model.name}** and works with that model only. Leave the model out.`,
      );
    }
    return ways;
  }

  return { castActor, startFor, availabilityFor };
}
