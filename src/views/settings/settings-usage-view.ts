import type { GuildUsage, Share } from '../../services/quota/quota-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { bar, card, divider, fitting, gallery, text, type View } from '../components.ts';
import { type Spend, spendWords } from '../quota/quota-view.ts';
import { nameOfDay } from './settings-usage-picture.ts';

const membersMost = 15;
/** Days listed in words; the picture shows all of them. */
const daysMost = 7;
const barWidth = 12;
const images = (count: number) => `${formatNumber(count)} ${count === 1 ? 'image' : 'images'}`;

/** Who used what in a server, for its admins. `share` is what the server may use a day, where it has a limit. */
export function usageView(
  { days, members }: GuildUsage,
  share: Share | undefined,
  spend: Spend | undefined,
  picture: Uint8Array | undefined,
): View {
  const today = days.at(-1) ?? { day: '', tokens: 0, pictures: 0 };
  const busiest = Math.max(1, ...days.map(({ tokens }) => tokens));
  const most = Math.max(1, members[0]?.tokens ?? 0);
  const total = members.reduce((sum, { tokens }) => sum + tokens, 0);
  const shown = members.slice(0, membersMost).map(({ memberId, tokens, pictures, tokensToday }) => {
    const who = memberId === undefined ? 'Members whose data was deleted' : `<@${memberId}>`;
    const now = days.length > 1 && tokensToday > 0 ? ` · today ${formatNumber(tokensToday)}` : '';
    return `${who}\n${bar(tokens, most, barWidth)} ${formatNumber(tokens)} tokens · ${images(pictures)}${now}`;
  });
  const lines = fitting(shown, 1_800);
  const more = members.slice(lines.length);
  const moreTokens = more.reduce((sum, { tokens }) => sum + tokens, 0);
  const perDay = days
    .slice(-daysMost)
    .map(
      ({ day, tokens, pictures }) =>
        `\`${day}\` ${bar(tokens, busiest, barWidth)} ${formatNumber(tokens)} tokens · ${images(pictures)}`,
    )
    .reverse();
  const alt =
    `Tokens that this server used on each of the last ${days.length} days: ` +
    `${days.map(({ day, tokens }) => `${nameOfDay(day)} ${formatNumber(tokens)}`).join(', ')}.`;
  const view = card(
    'plain',
    text(
      `### What this server used\n**Today** ${
        share
          ? `${bar(share.used, share.limit)} ${formatNumber(share.used)} of ${formatNumber(share.limit)} tokens`
          : `${formatNumber(today.tokens)} tokens`
      } · ${images(today.pictures)}`,
    ),
    ...(picture ? [gallery([{ name: 'usage.png', alt }])] : []),
    ...(days.length > 1 ? [text(perDay.join('\n'))] : []),
    divider(),
    text(
      `**By member, ${days.length > 1 ? `the last ${days.length} days` : 'today'}**: ${formatNumber(total)} tokens\n` +
        `${lines.length > 0 ? lines.join('\n') : 'Nothing.'}` +
        `${more.length > 0 ? `\n… and ${more.length} more with ${formatNumber(moreTokens)} tokens` : ''}`,
    ),
    ...(spend ? [divider(), text(spendWords(spend))] : []),
    text('-# Days start at midnight UTC. Images from the cache are free and don’t count.'),
  );
  return picture
    ? { ...view, files: [{ name: 'usage.png', bytes: picture, description: alt, made: 'nothing' }] }
    : view;
}
