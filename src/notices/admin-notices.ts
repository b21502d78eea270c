import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import { accountPausedView } from '../views/settings/admin-notice-view.ts';
import { createTellAdmins, type Guild } from './tell-admins.ts';

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
  guilds: () => Iterable<Guild>;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect'>;
  logger: Logger;
}): AdminNotices {
  let underWay: Promise<void> | undefined;

  const tellAdmins = createTellAdmins({ settings, messages, logger });

  async function tellAll(): Promise<void> {
    for (const guild of guilds()) {
      const paused = account.paused();
      if (!paused) return;
      if (settings.get(guild.id).toldPauseAt === paused.since) continue;
      try {
        // The key is the same for one pause, so that after a kill between sending and noting it Discord drops the repeat.
        const key = `pause-${paused.since.toString(36)}`;
        await tellAdmins(guild, inServer => accountPausedView(paused, inServer), key);
      } catch (error) {
        // Discord refuses, so trying again changes nothing; where it was not reached, the next time may work.
        if (!isRefused(error)) throw error;
        logger.error(
          { err: error, guild: guild.id },
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
