import { settingsView } from '../../views/settings/settings-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const consent = defineCommand({
  name: 'consent',
  description: 'Who may register people outside the server, and where members are asked',
  options: {
    outsiders: {
      kind: 'string',
      description: 'Who may register somebody outside this server',
      required: false,
      choices: [
        { name: 'Nobody', value: 'nobody' },
        { name: 'Any member, once an admin agreed', value: 'admins' },
        { name: 'Any member, with a statement', value: 'members' },
      ],
    },
    requests: {
      kind: 'string',
      description: 'Where a member is asked for consent',
      required: false,
      choices: [
        { name: 'In the channel', value: 'channel' },
        { name: 'By direct message', value: 'direct' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { outsiders, requests }, services, caller }) {
    requireAdmin(caller);
    if (!outsiders && !requests) return settingsView(services.settings.get(caller.guildId));
    const stored = await services.settings.update(caller.guildId, current => ({
      ...current,
      outsiders: outsiders ?? current.outsiders,
      consentBy: requests ?? current.consentBy,
    }));
    return settingsView(stored, 'Changed, from now on.');
  },
});
