import { note } from '../../views/components.ts';
import { t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

export const pause = defineCommand({
  name: 'pause',
  description: 'commandsSettings.pause',
  options: {
    state: {
      kind: 'string',
      description: 'commandsSettings.pauseState',
      required: true,
      choices: [
        { name: 'commandsSettings.pauseStateOn', value: 'on' },
        { name: 'commandsSettings.pauseStateOff', value: 'off' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { state }, services, caller }) {
    requireAdmin(caller);
    const paused = state === 'on';
    const said = paused
      ? note('warn', `⏸ ${t('settings.pausedNow')}`)
      : note('good', `✓ ${t('settings.goesOn')}`);
    return changed(
      { services, caller },
      current => ({ ...current, paused }),
      () => said,
    );
  },
});
