import { type CountLimits, type RoleRule, roleMention } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { t } from '../../words/words.ts';
import { card, fitting, text, type View } from '../components.ts';
import { countWords } from './change-words.ts';

export const aDay = (tokens: number) => t('limits.tokensADay', { tokens });

/** What one member may use. Those with a limit of 0 are shut out of more than images. */
export function memberLimitWords(
  memberId: string,
  tokens: number | undefined,
  limits: CountLimits | undefined,
): string {
  const counted = countWords(limits ?? {});
  if (tokens === undefined && counted.length === 0) {
    return t('limits.noneOfTheirOwn', { member: `<@${memberId}>` });
  }
  const own = tokens === undefined ? [] : [tokens === 0 ? t('limits.nothingAtAll') : aDay(tokens)];
  return `<@${memberId}>: ${[...own, ...counted].join(', ')}`;
}

/** What everybody with a role may use. */
export function roleLimitWords(guildId: string, roleId: string, rule: RoleRule | undefined): string {
  const counted = countWords(rule ?? {});
  return `${roleMention(guildId, roleId)}: ${counted.length > 0 ? counted.join(', ') : t('limits.noLimit')}`;
}

/** The limits that the admins of a server decided. `done` says what was just changed, `about` answers what was asked. */
export function limitsView(
  { guildId, serverLimit, memberLimits, memberCounts, roles }: GuildSettings,
  { done, about }: { done?: string | undefined; about?: string | undefined } = {},
): View {
  const limited = [...new Set([...Object.keys(memberLimits), ...Object.keys(memberCounts)])];
  const named = limited.filter(name => !isForgotten(name));
  const forgotten = limited.length - named.length;
  const lines = fitting(
    named
      .sort((a, b) => (memberLimits[b] ?? -1) - (memberLimits[a] ?? -1))
      .map(memberId => {
        const tokens = memberLimits[memberId];
        const own = [
          ...(tokens === undefined ? [] : [aDay(tokens)]),
          ...countWords(memberCounts[memberId] ?? {}),
        ];
        return `<@${memberId}> ${own.join(', ')}`;
      }),
    1_800,
  );
  const roleLines = fitting(
    Object.entries(roles)
      .filter(([, rule]) => countWords(rule).length > 0)
      .map(([roleId, rule]) => roleLimitWords(guildId, roleId, rule)),
    1_000,
  );
  const more = named.length - lines.length;
  const listed = [
    t('limits.members', { members: limited.length }),
    ...(lines.length > 0 ? lines : [t('limits.noMembers')]),
    ...(more > 0 ? [t('settings.andMore', { count: more })] : []),
    ...(forgotten > 0 ? [t('settings.andDeleted', { count: forgotten })] : []),
  ];
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('limits.title')}${done ? `\n✓ ${done}` : ''}${about ? `\n${about}` : ''}`),
    text(
      t('limits.server', { limit: serverLimit === undefined ? t('limits.botsDefault') : aDay(serverLimit) }),
    ),
    text(
      [
        `**${t('limits.roles')}**`,
        ...(roleLines.length > 0 ? [...roleLines, `-# ${t('limits.mostGenerous')}`] : [t('limits.noRoles')]),
      ].join('\n'),
    ),
    text(listed.join('\n')),
    text(`-# ${t('limits.foot')}`),
  );
}
