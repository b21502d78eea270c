import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import { accountPausedView } from '../views/settings/admin-notice-view.ts';

/** Tells the admins of every server once when the account that pays is paused. */
export interface AdminNotices {
  /** Tells those who do not know yet. Returns at once; to be called at a pause, and again to make up for a kill. */
  catchUp(): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createAdminNotices({
  account,
  settings,
  guilds,
  messages,
  logger,
}: {
  account: Pick<Services['account'], 'paused'>;
  settings: Pick<SettingsService, 'get' | 'update'>;
  /** The servers that the bot is in. */
  guilds: () => Iterable<{ id: string; ownerId: string }>;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect'>;
  logger: Logger;
}): AdminNotices {
  let underWay: Promise<void> | undefined;

  /** In the channel of the admins' choice, else to the owner alone. @throws what Discord says where neither works */
  async function tell(
    guild: { id: string; ownerId: string },
    paused: { since: number; reason: string },
  ): Promise<void> {
    // The same for one pause: after a kill between sending and noting it, Discord drops the second one.
    const nonce = `pause-${paused.since.toString(36)}`;
    const { noticesChannelId } = settings.get(guild.id);
    if (noticesChannelId) {
      try {
        await messages.send(noticesChannelId, accountPausedView(paused, true), { nonce });
        return;
      } catch (error) {
        logger.warn({ err: error, guild: guild.id }, 'the channel for admin notices cannot be written to');
      }
    }
    await messages.sendDirect(guild.ownerId, accountPausedView(paused, false), { nonce });
  }

  async function tellAll(): Promise<void> {
    for (const guild of guilds()) {
      const paused = account.paused();
      if (!paused) return;
      if (settings.get(guild.id).toldPauseAt === paused.since) continue;
      try {
        await tell(guild, paused);
      } catch (error) {
        // Discord refuses, so trying again changes nothing; where it was not reached, the next time may work.
        if (!isRefused(error)) throw error;
        logger.error(
          { err: error, guild: guild.id, reason: paused.reason },
          'the account is paused, and nobody of this server could be told',
        );
      }
      await settings.update(guild.id, current => ({ ...current, toldPauseAt: paused.since }));
    }
  }

  return {
    catchUp() {
      underWay ??= tellAll()
        .catch(error => logger.warn({ err: error }, 'admins could not be told yet'))
        .finally(() => {
          underWay = undefined;
        });
    },
    async stop() {
      await underWay;
    },
  };
}
