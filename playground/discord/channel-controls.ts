import { ChannelType, type ThreadChannelType } from 'discord-api-types/v10';
import type { DiscordContext } from './context.ts';
import { Permission } from './state/permissions.ts';
import { guildIdOf, ids, toChannel, type WorldChannel } from './state/world.ts';

export interface ChannelControls {
  /**
   * Sets what the channel gives to a member or role, or takes from them; `ids.guild` stands for @everyone, in the other
   * server `ids.otherGuild`. Both lists
   * empty removes it.
   */
  setPermissions(
    channelId: string,
    holderId: string,
    permissions: { allow?: bigint[]; deny?: bigint[] },
  ): void;
  /** The bot is refused in the channel from now on: 50001 ('access') or 50013 ('permission'). */
  denyChannel(id: string, how?: 'access' | 'permission'): void;
  /** Takes back what the channel denied to the bot. */
  allowChannel(id: string): void;
  /** Gives the id of a new thread in the channel: a public one, where nothing is said. Everybody is in a private one. */
  createThread(channelId: string, name: string, type?: ThreadChannelType): string;
  deleteChannel(id: string): void;
}

/** What a server's admins do with its channels. */
export function createChannelControls(context: DiscordContext, refreshClients: () => void): ChannelControls {
  const { world, gateway } = context;
  const heardOf = (channel: WorldChannel) => ({
    needs: 'guilds' as const,
    guildId: guildIdOf(channel).guild_id,
  });

  function setPermissions(
    channelId: string,
    holderId: string,
    { allow = [], deny = [] }: { allow?: bigint[]; deny?: bigint[] },
  ): void {
    const channel = world.channels.get(channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}.`);
    const sum = (bits: bigint[]) => bits.reduce((all, bit) => all | bit, 0n);
    const others = channel.overwrites.filter(each => each.id !== holderId);
    const changed = { id: holderId, allow: sum(allow), deny: sum(deny) };
    channel.overwrites = allow.length + deny.length > 0 ? [...others, changed] : others;
    if (!channel.elsewhere) gateway.dispatch('CHANNEL_UPDATE', toChannel(world, channel), heardOf(channel));
    refreshClients();
  }

  return {
    setPermissions,
    denyChannel(id, how = 'access') {
      const { viewChannel, sendMessages, sendMessagesInThreads } = Permission;
      setPermissions(id, ids.bot, {
        deny: how === 'access' ? [viewChannel] : [sendMessages, sendMessagesInThreads],
      });
    },
    allowChannel: id => setPermissions(id, ids.bot, {}),
    createThread(channelId, name, threadType = ChannelType.PublicThread) {
      const parent = world.channels.get(channelId);
      if (!parent) throw new Error(`There is no channel ${channelId}.`);
      const { nsfw, position } = parent;
      const thread = {
        id: context.ids.next(),
        name,
        topic: '',
        nsfw,
        position,
        overwrites: [],
        parentId: channelId,
        threadType,
        ...(parent.annex ? { annex: parent.annex } : {}),
      };
      world.channels.set(thread.id, thread);
      gateway.dispatch(
        'THREAD_CREATE',
        { ...toChannel(world, thread), newly_created: true },
        heardOf(parent),
      );
      refreshClients();
      return thread.id;
    },
    deleteChannel(id) {
      const channel = world.channels.get(id);
      if (!channel) return;
      for (const message of context.messages.list(id)) context.messages.remove(message);
      world.channels.delete(id);
      const event = channel.parentId ? 'THREAD_DELETE' : 'CHANNEL_DELETE';
      gateway.dispatch(event, toChannel(world, channel), heardOf(channel));
      refreshClients();
    },
  };
}
