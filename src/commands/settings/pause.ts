import { note } from '../../views/components.ts';
import { t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

export const pause = defineCommand({
  name: 'pause',
  description: 'Stop making images in this server for a while, or go on',
  options: {
    state: {
      kind: 'string',
      description: 'on: no images are made',
      required: true,
      choices: [
        { name: 'on: make no images', value: 'on' },
        { name: 'off: go on', value: 'off' },
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
