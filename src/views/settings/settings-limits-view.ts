import { type CountLimits, type RoleRule, roleMention } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { card, fitting, text, type View } from '../components.ts';
import { countWords } from './change-words.ts';

export const aDay = (tokens: number) =>
  tokens === 0 ? 'no new images' : `${formatNumber(tokens)} tokens a day`;

/** What one member may use. Those with a limit of 0 are shut out of more than images. */
export function memberLimitWords(
  memberId: string,
  tokens: number | undefined,
  limits: CountLimits | undefined,
): string {
  const counted = countWords(limits ?? {});
  if (tokens === undefined && counted.length === 0) {
    return `<@${memberId}> has no limit of their own, so the ones for everybody apply`;
  }
  const own =
    tokens === undefined ? [] : [tokens === 0 ? 'no new images, trainings or registrations' : aDay(tokens)];
  return `<@${memberId}>: ${[...own, ...counted].join(', ')}`;
}

/** What everybody with a role may use. */
export function roleLimitWords(guildId: string, roleId: string, rule: RoleRule | undefined): string {
  const counted = countWords(rule ?? {});
  return `${roleMention(guildId, roleId)}: ${counted.length > 0 ? counted.join(', ') : 'no limit'}`;
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
  return card(
    done ? 'good' : 'plain',
    text(`### Limits of this server${done ? `\n✓ ${done}` : ''}${about ? `\n${about}` : ''}`),
    text(`**The whole server** ${serverLimit === undefined ? 'the bot’s default' : aDay(serverLimit)}`),
    text(
      `**Roles**\n${roleLines.length > 0 ? roleLines.join('\n') : 'No role has a limit.'}` +
        `${roleLines.length > 0 ? '\n-# Members with several roles get the most generous limit.' : ''}`,
    ),
    text(
      `**Members with a limit of their own** (${limited.length})\n` +
        `${lines.length > 0 ? lines.join('\n') : 'Nobody: everybody has the same limits.'}` +
        `${lines.length < named.length ? `\n… and ${named.length - lines.length} more` : ''}` +
        `${forgotten > 0 ? `\n… and ${forgotten} whose data was deleted` : ''}`,
    ),
    text(
      '-# `/settings limits` changes a limit, and its `reset` removes it. The shared daily budget still comes first. Images from the cache are always free.',
    ),
  );
}
