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
  elsewhere: true,
  description: 'commands.modelsList',
  options: {},
  visibility: 'private',
  execute: ({ services, caller }) => listPage(services, caller, 0),
});

const recommend = defineCommand({
  name: 'recommend',
  elsewhere: true,
  description: 'commands.modelsRecommend',
  options: {
    goal: {
      kind: 'string',
      description: 'commands.modelsRecommendGoal',
      required: false,
      choices: [
        { name: 'commands.modelsRecommendGoalQuality', value: 'quality' },
        { name: 'commands.modelsRecommendGoalSpeed', value: 'speed' },
        { name: 'commands.modelsRecommendGoalCost', value: 'cost' },
        { name: 'commands.modelsRecommendGoalLikeness', value: 'likeness' },
      ],
    },
    style: {
      kind: 'string',
      description: 'commands.modelsRecommendStyle',
      required: false,
      choices: [
        { name: 'commands.modelsRecommendStylePhoto', value: 'photo' },
        { name: 'commands.modelsRecommendStyleIllustration', value: 'illustration' },
        { name: 'commands.modelsRecommendStyleAnimation', value: 'animation' },
        { name: 'commands.modelsRecommendStyleLettering', value: 'lettering' },
        { name: 'commands.modelsRecommendStyleLandscape', value: 'landscape' },
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
  description: 'commands.models',
  subcommands: [list, recommend, styles, style, add, hide, unhide],
});

export const modelsPage = defineButton({
  name: 'models',
  elsewhere: true,
  answer: 'replace',
  execute: ({ ref, services, caller }) => listPage(services, caller, Number(ref) || 0),
});
