import { note } from '../../views/components.ts';
import { trainingRulesWords } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const training = defineCommand({
  name: 'training',
  description: 'commandsSettings.training',
  options: {
    channel: {
      kind: 'channel',
      description: 'commandsSettings.trainingChannel',
      required: false,
    },
    reset: {
      kind: 'boolean',
      description: 'commandsSettings.trainingReset',
      required: false,
    },
    at_once: {
      kind: 'integer',
      description: 'commandsSettings.trainingAtOnce',
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
