import { type Gate, gates, roleMention, rolesThatMay } from '../../services/settings/access.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { t } from '../../words/words.ts';
import { card, fitting, text, type View } from '../components.ts';
import { countWords } from './change-words.ts';

const everybody = {
  generate: 'settings.generateEverybody',
  train: 'settings.trainEverybody',
  register: 'settings.registerEverybody',
} as const satisfies Record<Gate, string>;

const some = {
  generate: 'settings.generateRoles',
  train: 'settings.trainRoles',
  register: 'settings.registerRoles',
} as const satisfies Record<Gate, string>;

/** A role as it is shown; one that the server no longer has can't be mentioned. */
function named(guildId: string, roleId: string, exists: (roleId: string) => boolean): string {
  return exists(roleId) ? roleMention(guildId, roleId) : t('settings.deletedRole', { id: roleId });
}

/** What each role may, and how much. `exists` says which roles the server still has. */
export function rolesView(
  { guildId, roles }: GuildSettings,
  exists: (roleId: string) => boolean,
  done?: string,
): View {
  const may = gates.map(gate => {
    const allowed = rolesThatMay(roles, gate);
    if (allowed.length === 0) return t(everybody[gate]);
    const closed = allowed.every(roleId => !exists(roleId)) ? ` ${t('settings.nobodyButAdmins')}` : '';
    const all = allowed.map(id => named(guildId, id, exists));
    const listed = fitting(all, 600);
    const more = all.length - listed.length;
    const mentioned = [...listed, ...(more > 0 ? [t('units.more', { count: more })] : [])].join(', ');
    return `${t(some[gate], { roles: mentioned })}${closed}`;
  });
  const limits = Object.entries(roles).flatMap(([roleId, rule]) => {
    const words = countWords(rule);
    return words.length > 0 ? [`${named(guildId, roleId, exists)}: ${words.join(', ')}`] : [];
  });
  const gone = Object.keys(roles).filter(roleId => !exists(roleId));
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('settings.roles')}${done ? `\n✓ ${done}` : ''}`),
    text(may.join('\n')),
    text(
      `**${t('settings.limits')}**\n${limits.length > 0 ? fitting(limits, 1_200).join('\n') : t('settings.noRoleLimits')}`,
    ),
    ...(gone.length > 0 ? [text(t('settings.rolesCleanup'))] : []),
    text(`-# ${t('settings.rolesFoot')}`),
  );
}
