import { promptLengthMost } from '../../services/generation/requests/plan.ts';
import { type Caller, defineCommand } from '../command.ts';

export const generate = defineCommand({
  name: 'generate',
  description: 'Make images from words, with an actor or without',
  options: {
    prompt: {
      kind: 'string',
      description: 'What the image shows. Name the actor in it, if there is one',
      required: true,
      minLength: 1,
      maxLength: promptLengthMost,
    },
    actor: {
      kind: 'string',
      description: 'Who is in it',
      required: false,
      autocomplete: async ({ typed, services, caller }) =>
        services.actors
          .suggest(caller.guildId, caller.memberId, typed, {
            first: (await services.generation.usedBy(caller.memberId)).actors,
          })
          .map(actor => ({
            name: actor.activeVersion ? actor.name : `${actor.name} (from photos)`,
            value: actor.id,
          })),
    },
    actor2: {
      kind: 'string',
      description: 'Who else is in it: two people together, from their photos',
      required: false,
      autocomplete: async ({ typed, services, caller }) =>
        services.actors
          .suggest(caller.guildId, caller.memberId, typed, {
            first: (await services.generation.usedBy(caller.memberId)).actors,
          })
          .map(({ id, name }) => ({ name, value: id })),
    },
    using: {
      kind: 'string',
      description: 'Where the likeness comes from; what has worked better, unless you say',
      required: false,
      choices: [
        { name: 'Their photos, at once', value: 'photos' },
        { name: 'The trained model', value: 'trained' },
      ],
    },
    model: {
      kind: 'string',
      description: 'Which model makes it; without one, the best that is available',
      required: false,
      autocomplete: async ({ typed, services, caller }) =>
        services.models
          .suggest(caller.guildId, typed, {
            first: (await services.generation.usedBy(caller.memberId)).models,
          })
          .map(({ model, available }) => ({
            name: `${model.name} · ${available === false ? 'not available now' : model.goodFor}`,
            value: model.id,
          })),
    },
    negative: { kind: 'string', description: 'What it should not show', required: false, maxLength: 1_000 },
    shape: {
      kind: 'string',
      description: 'Square unless you say otherwise',
      required: false,
      choices: [
        { name: 'Square', value: 'square' },
        { name: 'Portrait', value: 'portrait' },
        { name: 'Landscape', value: 'landscape' },
      ],
    },
    steps: { kind: 'integer', description: 'More is slower and finer', required: false, min: 1, max: 60 },
    guidance: {
      kind: 'number',
      description: 'How closely to follow the prompt',
      required: false,
      min: 0,
      max: 20,
    },
    seed: {
      kind: 'integer',
      description: 'The same seed makes the same image',
      required: false,
      min: 0,
      max: 4_294_967_295,
    },
    count: { kind: 'integer', description: 'How many images, 1 to 4', required: false, min: 1, max: 4 },
    private: { kind: 'boolean', description: 'Show the result to you only', required: false },
  },
  asks: ({ options, caller }) => ({ ...options, ...placeOf(caller) }),
});

/** Who asks for the image, and where. */
export const placeOf = ({ guildId, channelId, parentChannelId, memberId, adultChannel }: Caller) => ({
  guildId,
  channelId,
  parentChannelId,
  memberId,
  adultChannel,
});
