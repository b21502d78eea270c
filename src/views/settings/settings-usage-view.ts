import type { GuildUsage, Share } from '../../services/quota/quota-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { bar, card, divider, fitting, gallery, text, type View } from '../components.ts';
import { type Spend, spendWords } from '../quota/quota-view.ts';
import { nameOfDay } from './settings-usage-picture.ts';

const membersMost = 15;
/** Days listed in words; the picture shows all of them. */
const daysMost = 7;
const barWidth = 12;
const imageWords = (images: number) => t('limits.images', { images });
const tokenWords = (tokens: number) => t('limits.tokens', { tokens });

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
    const who = memberId === undefined ? t('limits.dataDeleted') : `<@${memberId}>`;
    const now =
      days.length > 1 && tokensToday > 0 ? ` · ${t('limits.todayAlone', { tokens: tokensToday })}` : '';
    return `${who}\n${bar(tokens, most, barWidth)} ${tokenWords(tokens)} · ${imageWords(pictures)}${now}`;
  });
  const lines = fitting(shown, 1_800);
  const more = members.slice(lines.length);
  const moreTokens = more.reduce((sum, { tokens }) => sum + tokens, 0);
  const perDay = days
    .slice(-daysMost)
    .map(
      ({ day, tokens, pictures }) =>
        `\`${day}\` ${bar(tokens, busiest, barWidth)} ${tokenWords(tokens)} · ${imageWords(pictures)}`,
    )
    .reverse();
  const alt = t('limits.usageAlt', {
    days: days.length,
    used: days.map(({ day, tokens }) => `${nameOfDay(day)} ${formatNumber(tokens)}`).join(', '),
  });
  const used = share
    ? `${bar(share.used, share.limit)} ${t('limits.tokensOf', { used: share.used, most: share.limit })}`
    : tokenWords(today.tokens);
  const byMember = [
    days.length > 1
      ? t('limits.byMember', { days: days.length, tokens: total })
      : t('limits.byMemberToday', { tokens: total }),
    ...(lines.length > 0 ? lines : [t('limits.nothing')]),
    ...(more.length > 0 ? [t('limits.moreWith', { members: more.length, tokens: moreTokens })] : []),
  ];
  const view = card(
    'plain',
    text(
      `### ${t('limits.used')}\n${t('limits.today', { tokens: used, images: imageWords(today.pictures) })}`,
    ),
    ...(picture ? [gallery([{ name: 'usage.png', alt }])] : []),
    ...(days.length > 1 ? [text(perDay.join('\n'))] : []),
    divider(),
    text(byMember.join('\n')),
    ...(spend ? [divider(), text(spendWords(spend))] : []),
    text(`-# ${t('limits.usageFoot')}`),
  );
  return picture
    ? { ...view, files: [{ name: 'usage.png', bytes: picture, description: alt, made: 'nothing' }] }
    : view;
}
