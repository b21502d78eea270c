import type { Services } from '../../services/index.ts';
import { type Goal, recommend as rank } from '../../services/models/recommend.ts';
import type { View } from '../../views/components.ts';
import { modelsView, recommendationsView } from '../../views/models/models-view.ts';
import { type Caller, defineButton, defineCommand, defineCommandGroup } from '../command.ts';
import { add } from './add.ts';
import { hide, unhide } from './hide.ts';
import { style, styles } from './styles.ts';

async function listPage({ models }: Services, { guildId, admin }: Caller, page: number): Promise<View> {
  const hidden = admin ? models.hidden(guildId) : [];
  return modelsView(await models.list(guildId), { page, hidden });
}

const list = defineCommand({
  name: 'list',
  description: 'Which models are available now, and why the others aren’t',
  options: {},
  visibility: 'private',
  execute: ({ services, caller }) => listPage(services, caller, 0),
});

const recommend = defineCommand({
  name: 'recommend',
  description: 'Which model suits what you have in mind, and why',
  options: {
    goal: {
      kind: 'string',
      description: 'What matters most; quality by default',
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
  subcommands: [list, recommend, styles, style, add, hide, unhide],
});

export const modelsPage = defineButton({
  name: 'models',
  answer: 'replace',
  execute: ({ ref, services, caller }) => listPage(services, caller, Number(ref) || 0),
});
