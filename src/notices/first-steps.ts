import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import type { View } from '../views/components.ts';
import { adminStepsView, memberStepsView } from '../views/help/first-steps-view.ts';
import type { Guild, TellAdmins } from './tell-admins.ts';

/** A server that the bot was just added to. */
export interface JoinedGuild extends Guild {
  /** Channels in which the bot may write, the best first. */
  channelIds: readonly string[];
}

/** Introduces the bot once in each server and says what to set; silent where the bot may not write at all. */
export interface FirstSteps {
  joined(guild: JoinedGuild): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createFirstSteps({
  settings,
  tellAdmins,
  messages,
  mention,
  now,
  logger,
}: {
  settings: Pick<SettingsService, 'get' | 'update'>;
  tellAdmins: TellAdmins;
  messages: Pick<ChannelMessages, 'send'>;
  /** A command by its name, to be clicked. */
  mention: (command: string) => string;
  now: () => number;
  logger: Logger;
}): FirstSteps {
  const underWay = new Set<Promise<void>>();

  async function tryTo(guild: Guild, say: () => Promise<unknown>): Promise<boolean> {
    try {
      await say();
      return true;
    } catch (error) {
      if (!isRefused(error)) throw error;
      logger.info({ err: error, guild: guild.id }, 'the first steps could not be said there');
      return false;
    }
  }

  async function sayInServer(guild: JoinedGuild, view: () => View): Promise<void> {
    for (const channelId of guild.channelIds.slice(0, 3)) {
      if (await tryTo(guild, () => messages.send(channelId, view, { key: `first-steps-${guild.id}` })))
        return;
    }
  }

  async function greet(guild: JoinedGuild): Promise<void> {
    if (settings.get(guild.id).greetedAt !== undefined) return;
    await sayInServer(guild, () => memberStepsView(mention));
    await tryTo(guild, () =>
      tellAdmins(guild, () => adminStepsView(mention), `first-steps-admins-${guild.id}`),
    );
    await settings.update(guild.id, current => ({ ...current, greetedAt: now() }));
  }

  return {
    joined(guild) {
      const work = greet(guild)
        .catch(error => logger.warn({ err: error, guild: guild.id }, 'a server could not be greeted'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async stop() {
      await Promise.allSettled(underWay);
    },
  };
}
