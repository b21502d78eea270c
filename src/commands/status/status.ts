import { shortStatusView, statusView } from '../../views/status/status-view.ts';
import { t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';

export const status = defineCommand({
  name: 'status',
  elsewhere: true,
  gate: 'right',
  description: 'commands.status',
  options: {},
  visibility: 'private',
  async execute({ services: { account, settings, status: states, workers }, caller }) {
    const paused = account.paused();
    if (caller.admin) return statusView(await states.full(), paused, workers.shown(caller.guildId));
    const pause =
      paused?.reason() ?? (settings.get(caller.guildId).paused ? t('settings.pausedShort') : undefined);
    return shortStatusView(states.short(), pause);
  },
});
