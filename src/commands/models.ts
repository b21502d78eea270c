import { modelsView } from '../views/models-view.ts';
import { defineCommand, defineCommandGroup } from './command.ts';

const list = defineCommand({
  name: 'list',
  description: 'Which models are available now, and why others are not',
  options: {},
  visibility: 'private',
  execute: async ({ services }) => modelsView(await services.models.list()),
});

export const models = defineCommandGroup({
  name: 'models',
  description: 'The models that make the images',
  subcommands: [list],
});
