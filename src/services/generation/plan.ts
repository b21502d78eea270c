import { randomInt } from 'node:crypto';
import { UserError } from '../../errors.ts';

import { type Actor, type ActorVersion, activeVersionOf, type Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Shape } from '../models/catalogue.ts';
import type { Availability, ModelsService } from '../models/models-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import { derivedSeed, maxSeed, placeTriggerWord, type Settings, subjectOf } from './generation.ts';

/** Characters. */
export const promptLengthMost = 1_500;
const loraScale = 0.9;

export interface GenerationRequest {
  guildId: string;
  channelId: string;
  memberId: string;
  prompt: string;
  /** Id or name. */
  actor?: string | undefined;
  model?: string | undefined;
  negative?: string | undefined;
  shape?: Shape | undefined;
  steps?: number | undefined;
  guidance?: number | undefined;
  seed?: number | undefined;
  /** 1 to 4. */
  count?: number | undefined;
  private?: boolean | undefined;
  /** A new seed, where none is given: the answer is not one that was given before. */
  fresh?: boolean | undefined;
  /** Asked in a channel that Discord restricts to adults; taken as not, where it is not said. */
  adultChannel?: boolean | undefined;
  /** The message that the answer will stand in, where it is known before. */
  post?: Post | undefined;
}

/** What a request comes down to: the settings of its first picture, and where it can be made. */
export interface Plan {
  settings: Settings;
  availability: Availability;
  cast: { actor: Actor; version: ActorVersion } | undefined;
  /** Whether it may still be made, by what holds at that moment. @throws UserError */
  stillAllowed(): Promise<void>;
}

/** Turns what a member asked for into settings. @throws UserError for what cannot be made; nothing is spent yet. */
export function createPlanner({
  actors,
  models,
  safety,
}: {
  actors: ActorsService;
  models: ModelsService;
  safety: Pick<SafetyService, 'checkPrompt'>;
}) {
  async function castActor(
    request: GenerationRequest,
  ): Promise<{ actor: Actor; version: ActorVersion } | undefined> {
    if (!request.actor) return undefined;
    const actor = await actors.usable(request.guildId, request.memberId, request.actor);
    const version = activeVersionOf(actor);
    if (!version) {
      throw new UserError(
        'not-trained',
        `**${actor.name}** has not been trained yet. \`/train start\` does that; then come back.`,
      );
    }
    return { actor, version };
  }

  /** The model that was asked for, or the actor's own: a LoRA works with the base that it was trained on only. */
  async function availabilityFor(asked: string | undefined, version?: ActorVersion, actorName?: string) {
    if (!version) return models.resolve(asked);
    const found = await models.resolveForLora(version.baseModel, version.repo);
    if (asked !== undefined && (await models.resolve(asked)).model.id !== found.model.id) {
      throw new UserError(
        'bad-input',
        `**${actorName}** was trained on **${found.model.name}** and works with that model only. Leave the model out.`,
      );
    }
    return found;
  }

  async function plan(request: GenerationRequest): Promise<Plan> {
    const prompt = request.prompt.trim();
    if (!prompt) throw new UserError('bad-input', 'The prompt is empty. Say what the picture should show.');
    if (prompt.length > promptLengthMost) {
      throw new UserError(
        'bad-input',
        `The prompt has ${prompt.length.toLocaleString('en')} characters; at most ${promptLengthMost.toLocaleString('en')} fit. Shorten it.`,
      );
    }
    const cast = await castActor(request);
    const { guildId, memberId, negative: typedNegative, adultChannel = false } = request;
    // As it is sent: an actor's name is nothing that a rule should find a word in.
    const sent = cast ? placeTriggerWord(prompt, cast.actor.name, cast.actor.triggerWord) : prompt;
    const stillAllowed = async () => {
      if (cast) await actors.usable(guildId, memberId, cast.actor.id);
      await safety.checkPrompt({
        guildId,
        memberId,
        adultChannel,
        prompt: sent,
        negative: typedNegative,
        ...(cast ? { actorId: cast.actor.id, subject: subjectOf(cast.actor.triggerWord) } : {}),
      });
    };
    await stillAllowed();
    const availability = await availabilityFor(request.model, cast?.version, cast?.actor.name);
    const { model, revision } = availability;
    const negative = request.negative?.trim() || model.negative;
    const unseeded: Omit<Settings, 'seed'> = {
      model: model.id,
      modelRevision: revision,
      prompt: sent,
      ...(negative ? { negative } : {}),
      ...model.sizes[request.shape ?? 'square'],
      steps: request.steps ?? model.steps,
      guidance: request.guidance ?? model.guidance,
      ...(cast
        ? { lora: { repo: cast.version.repo, revision: cast.version.revision, scale: loraScale } }
        : {}),
    };
    const seed = request.seed ?? (request.fresh ? randomInt(maxSeed) : derivedSeed(unseeded));
    return { settings: { ...unseeded, seed }, cast, availability, stillAllowed };
  }

  return plan;
}
