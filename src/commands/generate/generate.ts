import { UserError } from '../../errors.ts';
import { promptLengthMost } from '../../services/generation/requests/plan.ts';
import { said, t } from '../../words/words.ts';
import { type Caller, defineCommand, directMessages } from '../command.ts';
import { suggestStyles } from '../models/styles.ts';
import { usableActors } from './actor-options.ts';
import { fittingModels } from './model-option.ts';

export const generate = defineCommand({
  name: 'generate',
  elsewhere: true,
  gate: 'generate',
  description: 'commands.generate',
  options: {
    prompt: {
      kind: 'string',
      description: 'commands.generatePrompt',
      required: true,
      minLength: 1,
      maxLength: promptLengthMost,
    },
    actor: {
      kind: 'string',
      description: 'commands.generateActor',
      required: false,
      autocomplete: context =>
        usableActors(context, ({ name, trained }) =>
          trained ? name : t('generate.fromPhotosOption', { name }),
        ),
    },
    actor2: {
      kind: 'string',
      description: 'commands.generateActor2',
      required: false,
      autocomplete: context => usableActors(context, ({ name }) => name),
    },
    using: {
      kind: 'string',
      description: 'commands.generateUsing',
      required: false,
      choices: [
        { name: 'commands.generateUsingPhotos', value: 'photos' },
        { name: 'commands.generateUsingTrained', value: 'trained' },
      ],
    },
    model: {
      kind: 'string',
      description: 'commands.generateModel',
      required: false,
      autocomplete: fittingModels,
    },
    style: {
      kind: 'string',
      description: 'commands.generateStyle',
      required: false,
      maxLength: 32,
      autocomplete: suggestStyles,
    },
    negative: {
      kind: 'string',
      description: 'commands.generateNegative',
      required: false,
      maxLength: 1_000,
    },
    shape: {
      kind: 'string',
      description: 'commands.generateShape',
      required: false,
      choices: [
        { name: 'commands.generateShapeSquare', value: 'square' },
        { name: 'commands.generateShapePortrait', value: 'portrait' },
        { name: 'commands.generateShapeLandscape', value: 'landscape' },
      ],
    },
    steps: {
      kind: 'integer',
      description: 'commands.generateSteps',
      required: false,
      min: 1,
      max: 60,
    },
    guidance: {
      kind: 'number',
      description: 'commands.generateGuidance',
      required: false,
      min: 0,
      max: 20,
    },
    seed: {
      kind: 'integer',
      description: 'commands.generateSeed',
      required: false,
      min: 0,
      max: 4_294_967_295,
    },
    count: { kind: 'integer', description: 'commands.generateCount', required: false, min: 1, max: 4 },
    private: { kind: 'boolean', description: 'commands.generatePrivate', required: false },
  },
  asks({ options, caller }) {
    if (caller.guildId === directMessages && (options.actor ?? options.actor2)) {
      throw new UserError('not-allowed', said('generate.actorsInServers'));
    }
    return { ...options, ...placeOf(caller) };
  },
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
