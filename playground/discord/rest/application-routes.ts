import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { toSnapshot } from '../members/client-views.ts';
import { localizedFor } from '../state/localized-command.ts';
import {
  avatarHash,
  guildsOfBot,
  ids,
  toChannel,
  toGuild,
  toUser,
  type WorldMember,
} from '../state/world.ts';
import { validateCommand, validateCommands } from '../validation/validate-command.ts';
import { cannotMessageUser, missingAccess, unknownApplication, unknownUser } from './api-error.ts';

interface CommandParams {
  applicationId: string;
  guildId?: string;
  commandId: string;
}

/** /gateway, /users, /applications and their commands. */
export function registerApplicationRoutes(app: FastifyInstance, context: DiscordContext): void {
  const { world, commands } = context;
  const bot = () => world.members.get(ids.bot) as WorldMember;
  const gatewayUrl = () => `${context.baseUrl().replace(/^http/, 'ws')}/gateway`;

  app.get('/gateway', () => ({ url: gatewayUrl() }));
  app.get('/gateway/bot', () => ({
    url: gatewayUrl(),
    shards: context.settings.sharding.shards,
    session_start_limit: {
      ...{ total: 1000, remaining: 1000, reset_after: 86_400_000 },
      max_concurrency: context.settings.sharding.maxConcurrency,
    },
  }));

  app.get('/users/@me', () => ({
    ...toUser(bot()),
    verified: true,
    mfa_enabled: true,
    locale: 'en-US',
    email: null,
    premium_type: 0,
  }));
  // https://docs.discord.com/developers/resources/user#get-current-user-guilds: by their ids, at most 200 a page.
  app.get<{ Querystring: { after?: string; limit?: string } }>('/users/@me/guilds', ({ query }) =>
    guildsOfBot(world)
      .filter(id => BigInt(id) > BigInt(query.after ?? 0))
      .sort((a, b) => Number(BigInt(a) - BigInt(b)))
      .slice(0, Number(query.limit ?? 200))
      .map(id => ({ ...toGuild(world, id), owner: false, permissions: '0' })),
  );
  app.get<{ Params: { userId: string } }>('/users/:userId', request => {
    const member = world.members.get(request.params.userId);
    if (!member) throw unknownUser();
    return toUser(member);
  });
  app.post<{ Body: { recipient_id?: string } }>('/users/@me/channels', request => {
    const recipient = world.members.get(request.body.recipient_id ?? '');
    if (!recipient) throw unknownUser();
    if (recipient.bot) throw cannotMessageUser();
    const existing = [...world.channels.values()].find(each => each.recipientId === recipient.id);
    if (existing) return toChannel(world, existing);
    const channel = {
      id: context.ids.next(),
      name: context.settings.botName,
      topic: '',
      nsfw: false,
      position: 0,
      overwrites: [],
      recipientId: recipient.id,
    };
    world.channels.set(channel.id, channel);
    context.clients.send(recipient.id, { type: 'snapshot', snapshot: toSnapshot(context, recipient.id) });
    return toChannel(world, channel);
  });

  const application = () => ({
    id: ids.application,
    name: context.settings.botName,
    icon: avatarHash(ids.bot),
    description: 'Casts actors from photos and makes pictures of them.',
    type: null,
    flags: 0,
    flags_new: '0',
    bot: toUser(bot()),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: toUser(world.members.get(ids.members.mara) as WorldMember),
    approximate_guild_count: guildsOfBot(world).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    integration_types_config: { 0: {}, 1: {} },
  });
  app.get('/applications/@me', application);
  app.get('/oauth2/applications/@me', application);
  app.get<{ Params: { applicationId: string } }>('/applications/:applicationId/rpc', application);
  app.get('/applications/:applicationId/emojis', () => ({ items: [] }));
  app.get('/applications/:applicationId/entitlements', () => []);

  for (const base of [
    '/applications/:applicationId/commands',
    '/applications/:applicationId/guilds/:guildId/commands',
  ]) {
    const scope = (params: CommandParams) => {
      if (params.applicationId !== ids.application) throw unknownApplication();
      // Not 10004: a guild where the application may register nothing looks the same as one that does not exist.
      const granted =
        params.guildId === ids.annex
          ? world.annex === 'with-bot'
          : params.guildId === ids.guild && world.scopes.has('applications.commands');
      if (params.guildId && !granted) throw missingAccess();
      return params.guildId;
    };
    app.get<{ Params: CommandParams; Querystring: { with_localizations?: string } }>(base, request => {
      const listed = commands.list(scope(request.params));
      const full = /^(1|true)$/i.test(request.query.with_localizations ?? '');
      return full ? listed : listed.map(command => localizedFor(command, localeOf(request.headers)));
    });
    app.put<{ Params: CommandParams }>(base, request => {
      const guildId = scope(request.params);
      return commands.replaceAll(validateCommands(request.body), guildId);
    });
    app.post<{ Params: CommandParams }>(base, (request, reply) => {
      const guildId = scope(request.params);
      const { command, created } = commands.upsert(validateCommand(request.body), guildId);
      return reply.status(created ? 201 : 200).send(command);
    });
    app.get<{ Params: CommandParams }>(`${base}/:commandId`, request =>
      commands.get(request.params.commandId, scope(request.params)),
    );
    app.patch<{ Params: CommandParams; Body: Record<string, unknown> }>(`${base}/:commandId`, request => {
      const guildId = scope(request.params);
      const old = commands.get(request.params.commandId, guildId);
      const body = validateCommand({ ...editable(old), ...request.body });
      return commands.edit(old.id, body, guildId);
    });
    app.delete<{ Params: CommandParams }>(`${base}/:commandId`, (request, reply) => {
      commands.remove(request.params.commandId, scope(request.params));
      return reply.status(204).send();
    });
  }
}

/** https://docs.discord.com/developers/interactions/application-commands#retrieving-localized-commands */
function localeOf(headers: IncomingHttpHeaders): string {
  const named = headers['x-discord-locale'] ?? headers['accept-language']?.split(/[,;]/)[0];
  return typeof named === 'string' && named !== '*' ? named : 'en-US';
}

/** What of a stored command a registration may name. */
function editable(command: object): Record<string, unknown> {
  const { id, application_id, version, guild_id, ...rest } = command as Record<string, unknown>;
  return rest;
}
