import { stepLimits } from '../../services/training/job/bases.ts';
import { trainingPlanView } from '../../views/train/training-start-view.ts';
import { baseChoice } from '../../views/train/training-words.ts';
import { ownActors } from '../actor/actor-option.ts';
import { defineCommand } from '../command.ts';

export const trainStart = defineCommand({
  name: 'start',
  gate: 'train',
  description: 'commands.trainStart',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.trainStartActor',
      required: true,
      autocomplete: ownActors,
    },
    base: {
      kind: 'string',
      description: 'commands.trainStartBase',
      required: false,
      autocomplete: async ({ typed, services, caller }) => {
        const wanted = typed.trim().toLowerCase();
        return (await services.training.bases(caller.guildId))
          .filter(({ base }) => base.label.toLowerCase().includes(wanted) || base.id.includes(wanted))
          .map(served => ({ name: baseChoice(served), value: served.base.id }));
      },
    },
    steps: {
      kind: 'integer',
      description: 'commands.trainStartSteps',
      required: false,
      ...stepLimits,
    },
  },
  visibility: 'private',
  execute: async ({ options, services, caller: { guildId, memberId } }) =>
    trainingPlanView(await services.training.plan({ guildId, memberId, ...options })),
});
