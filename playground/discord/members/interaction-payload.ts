import type { DiscordContext } from '../context.ts';
import type { Interaction } from '../state/interaction-store.ts';
import { Permission, permissionsIn, permissionsOf } from '../state/permissions.ts';
import { guildIdOf, ids, placeOf, toChannel, toGuildMember, toUser } from '../state/world.ts';

/** What attachments, people, roles and places an interaction names, by id. */
export type Resolved = Partial<
  Record<'users' | 'members' | 'roles' | 'channels' | 'attachments', Record<string, unknown>>
>;

/** Collects the objects behind ids as Discord sends them along. Throws a sentence for an unknown one. */
export function createResolver(context: DiscordContext, guildId: string = ids.guild) {
  const { world } = context;
  const resolved: Resolved = {};
  const put = (kind: keyof Resolved, id: string, value: unknown) => {
    resolved[kind] ??= {};
    resolved[kind][id] = value;
  };
  const resolver = {
    resolved,
    user(id: string): boolean {
      const member = world.members.get(id);
      if (!member) return false;
      put('users', id, toUser(member));
      const { user: _user, deaf: _deaf, mute: _mute, ...rest } = toGuildMember(member, guildId);
      put('members', id, { ...rest, permissions: permissionsOf(world, member, guildId).toString() });
      return true;
    },
    role(id: string): boolean {
      const role = world.roles.find(each => each.id === id);
      if (role) put('roles', id, role);
      return role !== undefined;
    },
    channel(id: string): boolean {
      const channel = world.channels.get(id);
      const bot = world.members.get(ids.bot);
      if (channel && bot) {
        const permissions = permissionsIn(world, bot, channel).toString();
        put('channels', id, { ...toChannel(world, channel), permissions });
      }
      return channel !== undefined;
    },
    attachment(id: string): boolean {
      const file = context.files.get(id);
      if (file) put('attachments', id, context.view.toAttachment(file, true));
      return file !== undefined;
    },
  };
  return resolver;
}

/** INTERACTION_CREATE around the interaction's own data. */
export function toInteractionPayload(context: DiscordContext, interaction: Interaction, data: unknown) {
  const { world } = context;
  const member = world.members.get(interaction.memberId);
  const channel = world.channels.get(interaction.channelId);
  const bot = world.members.get(ids.bot);
  if (!member || !channel || !bot) throw new Error('An interaction needs its member, channel and bot.');
  const { sourceMessage } = interaction;
  const memberPermissions = permissionsIn(world, member, channel).toString();
  const place = placeOf(channel);
  const { guild_id: guildId } = guildIdOf(channel);
  const person =
    guildId === undefined
      ? { user: toUser(member) }
      : {
          guild_id: guildId,
          guild_locale: world.locale,
          guild: { id: guildId, locale: world.locale, features: [] },
          member: {
            ...toGuildMember(member, guildId),
            permissions: memberPermissions,
          },
        };
  return {
    id: interaction.id,
    token: interaction.token,
    type: interaction.type,
    version: 1,
    application_id: ids.application,
    channel_id: channel.id,
    channel: { ...toChannel(world, channel), permissions: memberPermissions },
    context: { server: 0, 'other-server': 0, direct: 1, conversation: 2 }[place],
    locale: member.locale,
    app_permissions: (channel.elsewhere
      ? Permission.attachFiles | Permission.embedLinks | Permission.mentionEveryone
      : permissionsIn(world, bot, channel)
    ).toString(),
    authorizing_integration_owners: interaction.owners,
    attachment_size_limit: context.settings.attachmentSizeLimit,
    entitlements: [],
    entitlement_sku_ids: [],
    ...person,
    ...(sourceMessage ? { message: context.view.toApi(sourceMessage) } : {}),
    data,
  };
}
