import { note } from '../../views/components.ts';
import { trainingRulesWords } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

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
      description: 'Trainings that may be open in this server at a time; 0 = none',
      required: false,
      min: 0,
      max: 50,
    },
  },
  visibility: 'private',
  async execute({ options: { channel, reset, at_once: atOnce }, services: { settings }, caller }) {
    requireAdmin(caller);
    const changed = channel !== undefined || reset === true || atOnce !== undefined;
    const stored = changed
      ? await settings.update(caller.guildId, ({ trainingChannelId, ...rest }) => {
          const kept = channel?.id ?? (reset ? undefined : trainingChannelId);
          return {
            ...rest,
            ...(kept ? { trainingChannelId: kept } : {}),
            trainingsAtOnce: atOnce ?? rest.trainingsAtOnce,
          };
        })
      : settings.get(caller.guildId);
    return note(changed ? 'good' : 'plain', `${changed ? '✓ ' : ''}${trainingRulesWords(stored)}`);
  },
});
