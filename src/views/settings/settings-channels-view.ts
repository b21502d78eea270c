import { channelsToUse } from '../../services/settings/channel-rules.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { t } from '../../words/words.ts';
import { card, fitting, text, type View } from '../components.ts';

/** Where the bot may be used, what is shown where, and where admins are told. `exists` says which channels are left. */
export function channelsView(
  { channels, noticesChannelId, resultsChannelId }: GuildSettings,
  exists: (channelId: string) => boolean,
  done?: string,
): View {
  const named = (channelId: string) =>
    exists(channelId) ? `<#${channelId}>` : t('settings.deletedChannel', { id: channelId });
  const listed = (ids: string[]) => fitting(ids.map(named), 1_200).join(', ');
  const open = channelsToUse(channels);
  const everyday = Object.entries(channels).flatMap(([id, rule]) => (rule.everyday ? [id] : []));
  const shut = open.length > 0 && !open.some(exists);
  const gone = Object.keys(channels).some(id => !exists(id));
  const usable =
    open.length === 0 ? t('settings.usableEverywhere') : t('settings.usableIn', { channels: listed(open) });
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('settings.channels')}${done ? `\n✓ ${done}` : ''}`),
    text(
      `${usable}${shut ? ` ${t('settings.usableNowhere')}` : ''}\n` +
        (everyday.length === 0
          ? t('settings.everydayNone')
          : t('settings.everydayIn', { channels: listed(everyday) })),
    ),
    text(
      resultsChannelId
        ? t('settings.resultsIn', { channel: named(resultsChannelId) })
        : t('settings.resultsHere'),
    ),
    text(
      noticesChannelId
        ? t('settings.noticesGoTo', { channel: named(noticesChannelId) })
        : t('settings.noticesGoToOwner'),
    ),
    ...(gone ? [text(t('settings.channelsCleanup'))] : []),
    text(`-# ${t('settings.channelsFoot')}`),
  );
}
