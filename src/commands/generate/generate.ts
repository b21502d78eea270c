import { promptLengthMost } from '../../services/generation/requests/plan.ts';
import { t } from '../../words/words.ts';
import { type Caller, defineCommand } from '../command.ts';
import { suggestStyles } from '../models/styles.ts';
import { usableActors } from './actor-options.ts';
import { fittingModels } from './model-option.ts';

export const generate = defineCommand({
  name: 'generate',
  gate: 'generate',
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
      autocomplete: context =>
        usableActors(context, ({ name, trained }) =>
          trained ? name : t('generate.fromPhotosOption', { name }),
        ),
    },
    actor2: {
      kind: 'string',
      description: 'Who else is in it: two people together, from their photos',
      required: false,
      autocomplete: context => usableActors(context, ({ name }) => name),
    },
    using: {
      kind: 'string',
      description: 'Photos or trained model; by default, whichever has worked better',
      required: false,
      choices: [
        { name: 'Their photos, at once', value: 'photos' },
        { name: 'The trained model', value: 'trained' },
      ],
    },
    model: {
      kind: 'string',
      description: 'The model to use; by default, the best one available',
      required: false,
      autocomplete: fittingModels,
    },
    style: {
      kind: 'string',
      description: 'A named style; /models styles shows them',
      required: false,
      maxLength: 32,
      autocomplete: suggestStyles,
    },
    negative: {
      kind: 'string',
      description: 'What to keep out of the image',
      required: false,
      maxLength: 1_000,
    },
    shape: {
      kind: 'string',
      description: 'Square by default',
      required: false,
      choices: [
        { name: 'Square', value: 'square' },
        { name: 'Portrait', value: 'portrait' },
        { name: 'Landscape', value: 'landscape' },
      ],
    },
    steps: {
      kind: 'integer',
      description: 'More steps take longer and add detail',
      required: false,
      min: 1,
      max: 60,
    },
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
    private: { kind: 'boolean', description: 'Show the result only to you', required: false },
  },
  asks: ({ options, caller }) => ({ ...options, ...placeOf(caller) }),
});

/** Who asks for the image, and where. */
export const placeOf = ({
  guildId,
  channelId,
  parentChannelId,
  placeId,
  memberId,
  adultChannel,
  roleIds,
  admin,
}: Caller) => ({
  guildId,
  channelId,
  parentChannelId,
  placeId,
  memberId,
  adultChannel,
  roleIds,
  admin,
});
