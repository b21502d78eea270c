import { stepLimits } from '../../services/training/job/bases.ts';
import { trainingPlanView } from '../../views/train/training-start-view.ts';
import { baseChoice } from '../../views/train/training-words.ts';
import { ownActors } from '../actor/actor-option.ts';
import { defineCommand } from '../command.ts';

export const trainStart = defineCommand({
  name: 'start',
  gate: 'train',
  description: 'Train an actor; shows you first what will happen',
  options: {
    actor: {
      kind: 'string',
      description: 'One of your actors, with at least 5 usable photos',
      required: true,
      autocomplete: ownActors,
    },
    base: {
      kind: 'string',
      description: 'The model to train on; by default, one that can make images here now',
      required: false,
      autocomplete: async ({ typed, services }) => {
        const wanted = typed.trim().toLowerCase();
        return (await services.training.bases())
          .filter(({ base }) => base.label.toLowerCase().includes(wanted) || base.id.includes(wanted))
          .map(served => ({ name: baseChoice(served), value: served.base.id }));
      },
    },
    steps: {
      kind: 'integer',
      description: 'More steps: closer likeness, longer training. By default, fits the number of photos',
      required: false,
      ...stepLimits,
    },
  },
  visibility: 'private',
  execute: async ({ options, services, caller: { guildId, memberId } }) =>
    trainingPlanView(await services.training.plan({ guildId, memberId, ...options })),
});
