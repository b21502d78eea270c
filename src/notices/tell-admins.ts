import type { ChannelMessages } from '../discord/channel-messages.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import type { View } from '../views/components.ts';

/** A server, and who owns it. */
export interface Guild {
  id: string;
  ownerId: string;
}

/**
 * Tells the admins of a server, in the channel of their choice, else its owner alone. `key` keeps a repeat from being
 * sent twice. @throws what Discord says where neither works
 */
export type TellAdmins = (guild: Guild, view: (inServer: boolean) => View, key: string) => Promise<Post>;

export const createTellAdmins =
  ({
    settings,
    messages,
    logger,
  }: {
    settings: Pick<SettingsService, 'get'>;
    messages: Pick<ChannelMessages, 'send' | 'sendDirect'>;
    logger: Logger;
  }): TellAdmins =>
  async (guild, view, key) => {
    const { noticesChannelId } = settings.get(guild.id);
    if (noticesChannelId) {
      try {
        const messageId = await messages.send(noticesChannelId, () => view(true), { key });
        return { channelId: noticesChannelId, messageId };
      } catch (error) {
        logger.warn({ err: error, guild: guild.id }, 'the channel for admin notices cannot be written to');
      }
    }
    return messages.sendDirect(guild.ownerId, () => view(false), { key });
  };
