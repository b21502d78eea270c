import type { DiscordContext } from './context.ts';
import { ids } from './state/world.ts';

export interface RoleControls {
  /** Gives a member these roles, and takes all others from them. */
  setRoles(memberId: string, roleIds: readonly string[]): void;
  /** A member calls themselves something else, in every server. */
  rename(memberId: string, displayName: string): void;
  /** Members lose it, and channels forget what it was given there. */
  deleteRole(roleId: string): void;
}

/** What a server's admins do with its roles, and members with their names. The bot hears of a role; of who has it, only with the members intent. */
export function createRoleControls(context: DiscordContext, refreshClients: () => void): RoleControls {
  const { world, gateway } = context;
  return {
    setRoles(memberId, roleIds) {
      const member = world.members.get(memberId);
      const unknown = roleIds.find(id => id === ids.guild || !world.roles.some(role => role.id === id));
      if (!member || unknown)
        throw new Error(`There is no ${member ? `role ${unknown}` : `member ${memberId}`}.`);
      member.roles = [...roleIds];
      refreshClients();
    },
    rename(memberId, displayName) {
      const member = world.members.get(memberId);
      if (!member) throw new Error(`There is no member ${memberId}.`);
      member.displayName = displayName;
      refreshClients();
    },
    deleteRole(roleId) {
      if (roleId === ids.guild) throw new Error('@everyone cannot be deleted.');
      world.roles = world.roles.filter(role => role.id !== roleId);
      for (const member of world.members.values()) member.roles = member.roles.filter(id => id !== roleId);
      for (const channel of world.channels.values()) {
        channel.overwrites = channel.overwrites.filter(each => each.id !== roleId);
      }
      gateway.dispatch(
        'GUILD_ROLE_DELETE',
        { guild_id: ids.guild, role_id: roleId },
        {
          ...{ needs: 'guilds', guildId: ids.guild },
        },
      );
      refreshClients();
    },
  };
}
