import { type Goal, recommend as rank } from '../services/models/recommend.ts';
import { modelsView, recommendationsView } from '../views/models-view.ts';
import { defineCommand, defineCommandGroup } from './command.ts';

const list = defineCommand({
  name: 'list',
  description: 'Which models are available now, and why others are not',
  options: {},
  visibility: 'private',
  execute: async ({ services, caller }) => modelsView(await services.models.list(caller.guildId)),
});

const recommend = defineCommand({
  name: 'recommend',
  description: 'Which model suits what you have in mind, and why',
  options: {
    goal: {
      kind: 'string',
      description: 'What matters most; quality unless you say otherwise',
      required: false,
      choices: [
        { name: 'Quality', value: 'quality' },
        { name: 'Speed', value: 'speed' },
        { name: 'Cost', value: 'cost' },
        { name: 'Likeness of an actor', value: 'likeness' },
      ],
    },
    style: {
      kind: 'string',
      description: 'What kind of picture',
      required: false,
      choices: [
        { name: 'Photograph', value: 'photo' },
        { name: 'Illustration', value: 'illustration' },
        { name: 'Animation', value: 'animation' },
        { name: 'Lettering', value: 'lettering' },
        { name: 'Landscape', value: 'landscape' },
      ],
    },
  },
  visibility: 'private',
  execute: async ({ options, services, caller }) => {
    const goal: Goal = options.goal ?? 'quality';
    return recommendationsView(rank(await services.models.list(caller.guildId), goal, options.style));
  },
});

export const models = defineCommandGroup({
  name: 'models',
  description: 'The models that make the images',
  subcommands: [list, recommend],
});
