import { gates, roleMention, rolesThatMay } from '../../services/settings/access.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, fitting, text, type View } from '../components.ts';
import { countWords, gateWords } from './change-words.ts';

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** A role as it is shown; one that the server no longer has can't be mentioned. */
function named(guildId: string, roleId: string, exists: (roleId: string) => boolean): string {
  return exists(roleId) ? roleMention(guildId, roleId) : `a deleted role (\`${roleId}\`)`;
}

/** What each role may, and how much. `exists` says which roles the server still has. */
export function rolesView(
  { guildId, roles }: GuildSettings,
  exists: (roleId: string) => boolean,
  done?: string,
): View {
  const may = gates.map(gate => {
    const allowed = rolesThatMay(roles, gate);
    if (allowed.length === 0) return `**${capital(gateWords[gate])}:** everybody`;
    const closed = allowed.every(roleId => !exists(roleId)) ? ' So for now only admins can.' : '';
    return `**${capital(gateWords[gate])}:** ${allowed.map(id => named(guildId, id, exists)).join(', ')}.${closed}`;
  });
  const limits = Object.entries(roles).flatMap(([roleId, rule]) => {
    const words = countWords(rule);
    return words.length > 0 ? [`${named(guildId, roleId, exists)}: ${words.join(', ')}`] : [];
  });
  const gone = Object.keys(roles).filter(roleId => !exists(roleId));
  return card(
    done ? 'good' : 'plain',
    text(`### Roles${done ? `\n✓ ${done}` : ''}`),
    text(may.join('\n')),
    text(`**Limits**\n${limits.length > 0 ? fitting(limits, 2_400).join('\n') : 'None for any role.'}`),
    ...(gone.length > 0
      ? [text('Rules for deleted roles stay until you remove them with `/settings roles` and its `cleanup`.')]
      : []),
    text(
      '-# Members with several roles get the most generous limit. A limit of their own (`/settings limits`) comes first. Roles never hold admins back.',
    ),
  );
}
