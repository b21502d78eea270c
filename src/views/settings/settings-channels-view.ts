import { channelsToUse } from '../../services/settings/channel-rules.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, fitting, text, type View } from '../components.ts';

/** Where the bot may be used, what is shown where, and where admins are told. `exists` says which channels are left. */
export function channelsView(
  { channels, noticesChannelId, resultsChannelId }: GuildSettings,
  exists: (channelId: string) => boolean,
  done?: string,
): View {
  const named = (channelId: string) =>
    exists(channelId) ? `<#${channelId}>` : `a deleted channel (\`${channelId}\`)`;
  const listed = (ids: string[]) => fitting(ids.map(named), 1_200).join(', ');
  const open = channelsToUse(channels);
  const everyday = Object.entries(channels).flatMap(([id, rule]) => (rule.everyday ? [id] : []));
  const shut = open.length > 0 && !open.some(exists);
  const gone = Object.keys(channels).some(id => !exists(id));
  return card(
    done ? 'good' : 'plain',
    text(`### Channels${done ? `\n✓ ${done}` : ''}`),
    text(
      `**Members can use me** ${open.length === 0 ? 'in every channel' : `in ${listed(open)}`}.` +
        `${shut ? ' That’s nowhere, so for now only admins can.' : ''}\n` +
        `**Nothing sexual, even if age-restricted:** ${everyday.length === 0 ? 'no channel in particular' : listed(everyday)}.`,
    ),
    text(
      resultsChannelId
        ? `Images are shown in ${named(resultsChannelId)}, wherever members ask for them. Private ones, and those from age-restricted channels, aren’t. If I can’t write there, they’re shown where they were asked for.`
        : 'Images are shown in the channel where members ask for them.',
    ),
    text(
      noticesChannelId
        ? `Notices to admins go to ${named(noticesChannelId)}. If I can’t write there, they go to the owner of the server directly.`
        : 'Notices to admins go to the owner of the server directly.',
    ),
    ...(gone ? [text('`/settings channels` with `cleanup` removes the rules of deleted channels.')] : []),
    text(
      '-# Threads follow their channel. `/privacy`, deleting and answering requests for consent work everywhere, and admins can use me everywhere. Sexual content is only ever possible in age-restricted channels, and only if `/settings safety` allows it.',
    ),
  );
}
