import { within } from '../../views/components.ts';
import { ownPacksRow } from '../../views/generate/own-packs-view.ts';
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
    const current = services.settings.get(caller.guildId);
    const view = settingsView(current);
    return within(view, ownPacksRow(Object.keys(current.packs).length));
  },
});
