import { UserError } from '../../errors.ts';
import type { ChannelRule, ChannelRules } from '../../services/settings/channel-rules.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { channelsView } from '../../views/settings/settings-channels-view.ts';
import { type PlainKey, said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const withRule = (rules: ChannelRules, channelId: string, more: ChannelRule): ChannelRules => ({
  ...rules,
  [channelId]: { ...rules[channelId], ...more },
});

const channel = (description: PlainKey) => ({ kind: 'channel', description, required: false }) as const;

export const channels = defineCommand({
  name: 'channels',
  description: 'commandsSettings.channels',
  options: {
    'admin-notices': channel('commandsSettings.channelsAdminNotices'),
    reset: {
      kind: 'boolean',
      description: 'commandsSettings.channelsReset',
      required: false,
    },
    results: channel('commandsSettings.channelsResults'),
    'results-here': {
      kind: 'boolean',
      description: 'commandsSettings.channelsResultsHere',
      required: false,
    },
    use: channel('commandsSettings.channelsUse'),
    everyday: channel('commandsSettings.channelsEveryday'),
    clear: channel('commandsSettings.channelsClear'),
    cleanup: { kind: 'boolean', description: 'commandsSettings.channelsCleanup', required: false },
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
