import { isForgotten } from '../../services/settings/member-limits.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, fitting, formatNumber, text, type View } from '../components.ts';

export const aDay = (tokens: number) =>
  tokens === 0 ? 'no new images' : `${formatNumber(tokens)} tokens a day`;

/** The limits that the admins of a server decided. `done` says what was just changed. */
export function limitsView({ serverLimit, memberLimits }: GuildSettings, done?: string): View {
  const limits = Object.entries(memberLimits);
  const named = limits.filter(([name]) => !isForgotten(name));
  const forgotten = limits.length - named.length;
  const lines = fitting(
    named.sort(([, a], [, b]) => b - a).map(([memberId, tokens]) => `<@${memberId}> ${aDay(tokens)}`),
    2_800,
  );
  return card(
    done ? 'good' : 'plain',
    text(`### Limits of this server${done ? `\n✓ ${done}` : ''}`),
    text(
      `**The whole server** ${serverLimit === undefined ? 'as the bot’s settings say' : aDay(serverLimit)}`,
    ),
    text(
      `**Members with a limit of their own** (${limits.length})\n` +
        `${lines.length > 0 ? lines.join('\n') : 'None: everybody has the same.'}` +
        `${lines.length < named.length ? `\n… and ${named.length - lines.length} more` : ''}` +
        `${forgotten > 0 ? `\n… and ${forgotten} whose data was deleted` : ''}`,
    ),
    text(
      '-# Change one with `/settings limits`. The day’s budget of everybody together stays the end of it. Images from the cache are always free.',
    ),
  );
}
