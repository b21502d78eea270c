import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerCdnRoutes } from './cdn/cdn-routes.ts';
import { createFileStore } from './cdn/file-store.ts';
import { type ChannelControls, createChannelControls } from './channel-controls.ts';
import type { DiscordContext, DiscordSettings, RequestLogEntry } from './context.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGateway, type Gateway, type Sharding } from './gateway/gateway.ts';
import { createLocaleControls, type LocaleControls } from './locale-controls.ts';
import { createClientHub } from './members/client-hub.ts';
import { registerClientRoutes } from './members/client-routes.ts';
import { isMessageVisible, toSnapshot, visibleCommands } from './members/client-views.ts';
import { registerRest } from './rest/rest.ts';
import { createRoleControls, type RoleControls } from './role-controls.ts';
import { createCommandStore } from './state/command-store.ts';
import { createInteractionStore } from './state/interaction-store.ts';
import type { StoredMessage } from './state/message.ts';
import { createMessageStore } from './state/message-store.ts';
import { createMessageView } from './state/message-view.ts';
import { createSnowflakes } from './state/snowflake.ts';
import {
  allScopes,
  createWorld,
  guildIdOf,
  guildsOfBot,
  ids,
  openAnnex,
  openElsewhere,
  toChannel,
  toGuild,
  toGuildMember,
  toUser,
  type World,
  type WorldMember,
} from './state/world.ts';

export const defaultDiscordToken = 'playground.discord.token';

export interface DiscordOptions extends Partial<Omit<DiscordSettings, 'sharding'>> {
  port?: number;
  host?: string;
  heartbeatIntervalMs?: number;
  /** Lets sessions ask for members, presences and message content. */
  privilegedIntents?: boolean;
  /** All members have installed the application for themselves, and there are places that the bot is no part of. */
  userInstalls?: boolean;
  /** There is a second server that has the bot: `ids.annex`, with the channel `backlot`. */
  annex?: boolean;
  /** What it says and wants of shards; by default one shard is enough, and nobody looks how soon it comes again. */
  sharding?: Partial<Sharding>;
  /** Mounts further routes on the same origin before the server listens. */
  extend?: (app: FastifyInstance) => Promise<void> | void;
}

type ServerWithBot = typeof ids.guild | typeof ids.annex;

export interface DiscordServer extends ChannelControls, LocaleControls, RoleControls {
  url: string;
  token: string;
  world: World;
  faults: Faults;
  /** The bot's REST calls so far, oldest first; paths are below /api/v10. */
  requests: RequestLogEntry[];
  /** Gateway sessions, disconnected but resumable ones included. */
  sessions: Gateway['sessions'];
  interactions: DiscordContext['interactions'];
  messages: DiscordContext['messages'];
  commands: DiscordContext['commands'];
  /** Cuts the bot off; with `resumable: false` its session is forgotten and it must identify anew. */
  disconnectBot(options?: { resumable?: boolean }): void;
  /** Sends "invalid session" (op 9) over open connections. */
  invalidateSessions(): void;
  /** A server removes the bot, the first one unless another is named: no commands are offered there until it is invited again. */
  removeBot(guildId?: ServerWithBot): void;
  inviteBot(guildId?: ServerWithBot): void;
  /** Takes back a part of the invitation: without 'applications.commands' no commands can be registered or seen. */
  revokeScope(scope: 'applications.commands'): void;
  /** A member installs the application for themselves, or removes it. Opens the places that the bot is no part of. */
  install(memberId: string, installed?: boolean): void;
  /** Lets a member use a command without its default permission, as a server's admins can. */
  overrideCommand(name: string, memberId: string): void;
  close(): Promise<void>;
}

/**
 * Starts the embedded Discord: gateway, REST v10, CDN and the members' side on one origin.
 * DISCORD_API_URL of the bot is `${url}/api`. All state lives in memory.
 */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordServer> {
  const host = options.host ?? '127.0.0.1';
  const settings: DiscordSettings = {
    token: options.token ?? defaultDiscordToken,
    botName: options.botName ?? 'AI Actor Generator',
    ackDeadlineMs: options.ackDeadlineMs ?? 3000,
    tokenLifeMs: options.tokenLifeMs ?? 15 * 60_000,
    cdnExpiryMs: options.cdnExpiryMs ?? 24 * 3_600_000,
    fileLimit: options.fileLimit ?? 10 * 1024 * 1024,
    requestLimit: options.requestLimit ?? 25 * 1024 * 1024,
    attachmentSizeLimit: options.attachmentSizeLimit ?? options.fileLimit ?? 10 * 1024 * 1024,
    followUpAfterDeletedDeferral: options.followUpAfterDeletedDeferral ?? 'refused',
    messageBucket: options.messageBucket ?? { limit: 5, windowMs: 5000 },
    sharding: { shards: 1, maxConcurrency: 1, paced: false, guildsMost: 2_500, ...options.sharding },
  };
  const app = Fastify({
    bodyLimit: settings.requestLimit + 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(multipart, { limits: { fileSize: settings.requestLimit, files: 20 } });
  await app.register(websocket, { options: { maxPayload: 1024 * 1024 } });

  let url = '';
  const context = createContext(settings, () => url, options);
  await app.register(async scope => {
    scope.get('/gateway', { websocket: true }, socket => context.gateway.accept(socket));
    registerCdnRoutes(scope, context);
  });
  registerClientRoutes(app, context);
  registerRest(app, context);
  await options.extend?.(app);
  await app.listen({ port: options.port ?? 0, host });
  url = `http://${host}:${(app.server.address() as AddressInfo).port}`;

  const { world } = context;
  if (options.annex) openAnnex(world);
  if (options.userInstalls) {
    openElsewhere(world);
    for (const id of Object.values(ids.members)) world.installers.add(id);
  }
  const refreshClients = () =>
    context.clients.broadcast(memberId => ({ type: 'snapshot', snapshot: toSnapshot(context, memberId) }));
  return {
    url,
    token: settings.token,
    world,
    faults: context.faults,
    requests: context.requests,
    sessions: context.gateway.sessions,
    interactions: context.interactions,
    messages: context.messages,
    commands: context.commands,
    disconnectBot: ({ resumable = true } = {}) => context.gateway.disconnect({ resumable }),
    invalidateSessions: () => context.gateway.invalidate(),
    ...createChannelControls(context, refreshClients),
    ...createLocaleControls(context),
    ...createRoleControls(context, refreshClients),
    removeBot(guildId = ids.guild) {
      if (!guildsOfBot(world).includes(guildId)) return;
      if (guildId === ids.annex) world.annex = 'without-bot';
      else world.scopes.clear();
      context.gateway.left(guildId);
      refreshClients();
    },
    inviteBot(guildId = ids.guild) {
      const wasIn = guildsOfBot(world).includes(guildId);
      if (guildId === ids.annex) openAnnex(world);
      else for (const scope of allScopes) world.scopes.add(scope);
      if (!wasIn) context.gateway.joined(guildId);
      refreshClients();
    },
    revokeScope(scope) {
      world.scopes.delete(scope);
      refreshClients();
    },
    install(memberId, installed = true) {
      if (!world.channels.has(ids.channels.lounge)) openElsewhere(world);
      if (installed) world.installers.add(memberId);
      else world.installers.delete(memberId);
      refreshClients();
    },
    overrideCommand(name, memberId) {
      context.overrides.add(`${name}:${memberId}`);
      refreshClients();
    },
    async close() {
      context.interactions.close();
      context.clients.close();
      context.gateway.close();
      await app.close();
    },
  };
}

/** Wires the parts: what happens to a message or command is told to the bot and to the members who see it. */
function createContext(
  settings: DiscordSettings,
  baseUrl: () => string,
  options: DiscordOptions,
): DiscordContext {
  const snowflakes = createSnowflakes();
  const world = createWorld(settings.botName);
  const clients = createClientHub();
  const files = createFileStore({ ids: snowflakes, baseUrl, expiryMs: settings.cdnExpiryMs });
  const view = createMessageView({ world, files, baseUrl, find: id => messages.find(id) });

  function tell(kind: 'create' | 'update', message: StoredMessage): void {
    const isElsewhere = world.channels.get(message.channelId)?.elsewhere !== undefined;
    const direct = world.channels.get(message.channelId)?.recipientId !== undefined;
    const needs = direct ? 'directMessages' : 'messages';
    if (!message.ephemeralFor && !isElsewhere && gateway.wants(needs)) {
      const event = kind === 'create' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
      const author = world.members.get(message.authorId) as WorldMember;
      const { guild_id: guildId } = guildIdOf(world.channels.get(message.channelId));
      const { user: _user, ...member } = toGuildMember(author, guildId);
      const place = direct
        ? { channel_type: 1 }
        : { guild_id: guildId, channel_type: 0, ...(message.webhook ? {} : { member }) };
      gateway.dispatch(event, { ...view.toApi(message), ...place }, { needs, guildId });
    }
    clients.broadcast(memberId =>
      isMessageVisible(context, message, memberId)
        ? { type: `message-${kind}`, message: view.toClient(message) }
        : undefined,
    );
  }

  const messages = createMessageStore({
    world,
    files,
    ids: snowflakes,
    onCreate: message => tell('create', message),
    onUpdate: message => tell('update', message),
    onDelete: message => {
      const { id, channelId } = message;
      const isElsewhere = world.channels.get(channelId)?.elsewhere !== undefined;
      if (!message.ephemeralFor && !isElsewhere) {
        const direct = world.channels.get(channelId)?.recipientId !== undefined;
        const place = guildIdOf(world.channels.get(channelId));
        const gone = { id, channel_id: channelId, ...place };
        gateway.dispatch('MESSAGE_DELETE', gone, {
          needs: direct ? 'directMessages' : 'messages',
          guildId: place.guild_id,
        });
      }
      clients.broadcast(memberId =>
        isMessageVisible(context, message, memberId)
          ? { type: 'message-delete', channelId, messageId: id }
          : undefined,
      );
    },
  });
  const commands = createCommandStore({
    snowflakes,
    onChange: () =>
      clients.broadcast(memberId => ({ type: 'commands', commands: visibleCommands(context, memberId) })),
  });
  const interactions = createInteractionStore({
    ids: snowflakes,
    ackDeadlineMs: settings.ackDeadlineMs,
    tokenLifeMs: settings.tokenLifeMs,
    notify: (memberId, event) => clients.send(memberId, event),
  });
  const botUser = world.members.get(ids.bot) as WorldMember;
  const membersOf = (guildId: string) =>
    [...world.members.values()].map(member => toGuildMember(member, guildId));
  const gateway = createGateway({
    token: settings.token,
    botId: ids.bot,
    guildIds: () => guildsOfBot(world),
    sharding: settings.sharding,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    privilegedIntents: options.privilegedIntents ?? false,
    gatewayUrl: () => `${baseUrl().replace(/^http/, 'ws')}/gateway`,
    ready: () => ({
      user: { ...toUser(botUser), verified: true, mfa_enabled: true, email: null },
      application: { id: ids.application, flags: 0 },
    }),
    guildCreate: (guildId, intents) => ({
      ...toGuild(world, guildId),
      joined_at: '2025-08-01T09:00:00.000Z',
      large: false,
      member_count: world.members.size,
      channels: [...world.channels.values()]
        .filter(channel => guildIdOf(channel).guild_id === guildId && !channel.parentId)
        .map(channel => toChannel(world, channel)),
      // Others than the bot come only with the members intent.
      members: (intents & 2) !== 0 ? membersOf(guildId) : [toGuildMember(botUser, guildId)],
      threads: [...world.channels.values()]
        .filter(channel => guildIdOf(channel).guild_id === guildId && channel.parentId)
        .map(channel => toChannel(world, channel)),
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    }),
    guildMembers: membersOf,
    onOnline: online => clients.broadcast(() => ({ type: 'bot', online })),
  });
  const context: DiscordContext = {
    settings,
    baseUrl,
    ids: snowflakes,
    world,
    files,
    messages,
    view,
    commands,
    interactions,
    gateway,
    clients,
    faults: createFaults(),
    requests: [],
    overrides: new Set(),
  };
  return context;
}
