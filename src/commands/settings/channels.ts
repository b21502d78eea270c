import { UserError } from '../../errors.ts';
import type { ChannelRule, ChannelRules } from '../../services/settings/channel-rules.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { channelsView } from '../../views/settings/settings-channels-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

const channelsMost = 100;

function withRule(rules: ChannelRules, channelId: string, more: ChannelRule): ChannelRules {
  if (!rules[channelId] && Object.keys(rules).length >= channelsMost) {
    throw new UserError('bad-input', `${channelsMost} channels have rules already, which is the most.`);
  }
  return { ...rules, [channelId]: { ...rules[channelId], ...more } };
}

const channel = (description: string) => ({ kind: 'channel', description, required: false }) as const;

export const channels = defineCommand({
  name: 'channels',
  description: 'Where members can use the bot, what is shown where, and where admins get notices',
  options: {
    'admin-notices': channel('Where admins are told what concerns them'),
    reset: {
      kind: 'boolean',
      description: 'Tell the owner of the server directly instead',
      required: false,
    },
    use: channel('Members can use the bot here; once one is named, only in those that are'),
    everyday: channel('Nothing sexual here, even if Discord restricts it to adults'),
    clear: channel('Take out what is set for a channel'),
    cleanup: { kind: 'boolean', description: 'Take out channels that were deleted', required: false },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    requireAdmin(caller);
    const { 'admin-notices': notices, reset, use, everyday, clear, cleanup } = options;
    const show = (stored: GuildSettings, done?: string) => channelsView(stored, caller.channelExists, done);
    if (!notices && !reset && !use && !everyday && !clear && !cleanup) {
      return show(services.settings.get(caller.guildId));
    }
    if (notices && reset) throw new UserError('bad-input', 'Choose `admin-notices`, or `reset`: not both.');
    if (clear && [use?.id, everyday?.id].includes(clear.id)) {
      throw new UserError('bad-input', 'You both set and clear this channel. Do one of them.');
    }
    return changed(
      { services, caller },
      ({ noticesChannelId, ...current }) => {
        const told = notices?.id ?? (reset ? undefined : noticesChannelId);
        let rules = current.channels;
        if (cleanup) {
          rules = Object.fromEntries(Object.entries(rules).filter(([id]) => caller.channelExists(id)));
        }
        if (clear) rules = Object.fromEntries(Object.entries(rules).filter(([id]) => id !== clear.id));
        if (use) rules = withRule(rules, use.id, { use: true });
        if (everyday) rules = withRule(rules, everyday.id, { everyday: true });
        return { ...current, channels: rules, ...(told ? { noticesChannelId: told } : {}) };
      },
      show,
    );
  },
});
