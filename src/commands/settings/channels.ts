import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { note } from '../../views/components.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

export const channels = defineCommand({
  name: 'channels',
  description: 'Where admins are told what concerns them, such as an account without credit',
  options: {
    'admin-notices': {
      kind: 'channel',
      description: 'A channel that the bot can write in',
      required: false,
    },
    reset: {
      kind: 'boolean',
      description: 'Tell the owner of the server directly instead',
      required: false,
    },
  },
  visibility: 'private',
  async execute({ options: { 'admin-notices': channel, reset }, services, caller }) {
    requireAdmin(caller);
    const show = ({ noticesChannelId }: GuildSettings, done?: string) => {
      const where = noticesChannelId
        ? `Admins are told in <#${noticesChannelId}>. Where the bot cannot write there, the owner of the server is told directly.`
        : 'The owner of the server is told directly.';
      return note(done ? 'good' : 'plain', `${done ? '✓ ' : ''}${where}`);
    };
    if (!channel && !reset) return show(services.settings.get(caller.guildId));
    return changed(
      { services, caller },
      ({ noticesChannelId: _before, ...rest }) =>
        channel ? { ...rest, noticesChannelId: channel.id } : rest,
      show,
    );
  },
});
