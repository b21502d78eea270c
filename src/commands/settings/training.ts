import { note } from '../../views/components.ts';
import { trainingRulesWords } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const training = defineCommand({
  name: 'training',
  description: 'Where trainings are shown, and how many may run at a time',
  options: {
    channel: {
      kind: 'channel',
      description: 'Where progress and results are shown',
      required: false,
    },
    reset: {
      kind: 'boolean',
      description: 'Show each training in the channel where it was started instead',
      required: false,
    },
    at_once: {
      kind: 'integer',
      description: 'How many trainings may be open in this server at a time; 0 for none',
      required: false,
      min: 0,
      max: 50,
    },
  },
  visibility: 'private',
  async execute({ options: { channel, reset, at_once: atOnce }, services, caller }) {
    requireAdmin(caller);
    if (channel === undefined && !reset && atOnce === undefined) {
      const set = note('plain', trainingRulesWords(services.settings.get(caller.guildId)));
      return shown({ services, caller }, ['trainingChannelId', 'trainingsAtOnce'], set);
    }
    return changed(
      { services, caller },
      ({ trainingChannelId, ...rest }) => {
        const kept = channel?.id ?? (reset ? undefined : trainingChannelId);
        return {
          ...rest,
          ...(kept ? { trainingChannelId: kept } : {}),
          trainingsAtOnce: atOnce ?? rest.trainingsAtOnce,
        };
      },
      stored => note('good', `✓ ${trainingRulesWords(stored)}`),
    );
  },
});
