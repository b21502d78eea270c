import { UserError } from '../../errors.ts';
import type { ChannelRule, ChannelRules } from '../../services/settings/channel-rules.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { channelsView } from '../../views/settings/settings-channels-view.ts';
import { said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const channelsMost = 100;

function withRule(rules: ChannelRules, channelId: string, more: ChannelRule): ChannelRules {
  if (!rules[channelId] && Object.keys(rules).length >= channelsMost) {
    throw new UserError('bad-input', said('settings.channelsFull', { most: channelsMost }));
  }
  return { ...rules, [channelId]: { ...rules[channelId], ...more } };
}

const channel = (description: string) => ({ kind: 'channel', description, required: false }) as const;

export const channels = defineCommand({
  name: 'channels',
  description: 'Where members can use the bot, where images are shown, and where admins get notices',
  options: {
    'admin-notices': channel('Where admins get notices'),
    reset: {
      kind: 'boolean',
      description: 'Send notices to the owner of the server directly instead',
      required: false,
    },
    results: channel('Where to show images that members ask for in other channels'),
    'results-here': {
      kind: 'boolean',
      description: 'Show images in the channel where members ask for them',
      required: false,
    },
    use: channel(
      'Let members use the bot here; once you name a channel, the ones you didn’t name are closed',
    ),
    everyday: channel('Nothing sexual here, even if the channel is age-restricted'),
    clear: channel('Remove the rules of a channel'),
    cleanup: { kind: 'boolean', description: 'Remove the rules of deleted channels', required: false },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    requireAdmin(caller);
    const { 'admin-notices': notices, results, reset, use, everyday, clear, cleanup } = options;
    const resultsHere = options['results-here'];
    const show = (stored: GuildSettings, done?: string) => channelsView(stored, caller.channelExists, done);
    if (Object.values(options).every(given => !given)) {
      const set = show(services.settings.get(caller.guildId));
      return shown({ services, caller }, ['channels', 'noticesChannelId', 'resultsChannelId'], set);
    }
    if (notices && reset) throw new UserError('bad-input', said('settings.noticesOrReset'));
    if (results && resultsHere) throw new UserError('bad-input', said('settings.resultsOrHere'));
    if (clear && [use?.id, everyday?.id].includes(clear.id)) {
      throw new UserError('bad-input', said('settings.setOrClear'));
    }
    return changed(
      { services, caller },
      ({ noticesChannelId, resultsChannelId, ...current }) => {
        const shownIn = results?.id ?? (resultsHere ? undefined : resultsChannelId);
        const told = notices?.id ?? (reset ? undefined : noticesChannelId);
        let rules = current.channels;
        if (cleanup) {
          rules = Object.fromEntries(Object.entries(rules).filter(([id]) => caller.channelExists(id)));
        }
        if (clear) rules = Object.fromEntries(Object.entries(rules).filter(([id]) => id !== clear.id));
        if (use) rules = withRule(rules, use.id, { use: true });
        if (everyday) rules = withRule(rules, everyday.id, { everyday: true });
        return {
          ...current,
          channels: rules,
          ...(told ? { noticesChannelId: told } : {}),
          ...(shownIn ? { resultsChannelId: shownIn } : {}),
        };
      },
      show,
    );
  },
});
