import { type Client, PermissionFlagsBits } from 'discord.js';
import type { Standing } from '../services/settings/access.ts';
import { isNoMember } from './discord-errors.ts';

/**
 * The roles and rights that a member has in the server now; undefined for one who is not in it. Rejects where Discord
 * can't be asked.
 */
export type StandingNow = (
  guildId: string,
  memberId: string,
) => Promise<Pick<Standing, 'roleIds' | 'admin'> | undefined>;

export const createStandingNow =
  ({ guilds }: Client): StandingNow =>
  async (guildId, memberId) => {
    try {
      const guild = await guilds.fetch(guildId);
      // Not even @everyone: during an outage of Discord's, the bot knows nothing of the server but its id.
      if (guild.roles.cache.size === 0) throw new Error(`the roles of server ${guildId} are not known now`);
      const { permissions, roles } = await guild.members.fetch({ user: memberId, force: true });
      return {
        roleIds: [...roles.cache.keys()].filter(id => id !== guildId),
        admin: permissions.has(PermissionFlagsBits.ManageGuild),
      };
    } catch (error) {
      if (isNoMember(error)) return undefined;
      throw error;
    }
  };
