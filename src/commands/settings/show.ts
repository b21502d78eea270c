import { settingsView } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const show = defineCommand({
  name: 'show',
  description: 'commandsSettings.show',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    requireAdmin(caller);
    return settingsView(services.settings.get(caller.guildId));
  },
});
