import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { guildIdOf, guildsOfBot, ids, rolesOf, toChannel, toGuild, toGuildMember } from '../state/world.ts';
import { unknownGuild, unknownMember } from './api-error.ts';

interface GuildParams {
  guildId: string;
  memberId: string;
}

/** The guild with its channels, members and roles: read only. */
export function registerGuildRoutes(app: FastifyInstance, context: DiscordContext): void {
  const { world } = context;
  const check = (params: GuildParams) => {
    if (!guildsOfBot(world).includes(params.guildId)) throw unknownGuild();
  };
  app.get<{ Params: GuildParams; Querystring: { with_counts?: string } }>('/guilds/:guildId', request => {
    check(request.params);
    const counts = {
      approximate_member_count: world.members.size,
      approximate_presence_count: world.members.size,
    };
    return {
      ...toGuild(world, request.params.guildId),
      ...(request.query.with_counts === 'true' ? counts : {}),
    };
  });
  app.get<{ Params: GuildParams }>('/guilds/:guildId/channels', request => {
    check(request.params);
    return [...world.channels.values()]
      .filter(channel => guildIdOf(channel).guild_id === request.params.guildId && !channel.parentId)
      .map(channel => toChannel(world, channel));
  });
  app.get<{ Params: GuildParams }>('/guilds/:guildId/roles', request => {
    check(request.params);
    return rolesOf(world, request.params.guildId);
  });
  app.get<{ Params: GuildParams }>('/guilds/:guildId/members', request => {
    check(request.params);
    return [...world.members.values()].map(member => toGuildMember(member, request.params.guildId));
  });
  app.get<{ Params: GuildParams }>('/guilds/:guildId/members/:memberId', request => {
    check(request.params);
    const id = request.params.memberId === '@me' ? ids.bot : request.params.memberId;
    const member = world.members.get(id);
    if (!member) throw unknownMember();
    return toGuildMember(member, request.params.guildId);
  });
}
