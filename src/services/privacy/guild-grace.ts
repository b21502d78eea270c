import { setImmediate } from 'node:timers/promises';
import { directMessages } from '../settings/access.ts';
import type { SettingsService } from '../settings/settings-service.ts';

/** The data of a server that removed the bot is deleted after a grace period, unless the bot comes back. */
export interface GuildGrace {
  /** The server removed the bot: the grace period begins. */
  guildLeft(guildId: string): Promise<void>;
  /**
   * Compares with the servers that the bot is in: notes which are gone, and deletes those whose grace period is over. Only of
   * those that this process would be told of: where several share them, it knows nothing of the others.
   */
  sweepGuilds(presentGuildIds: Iterable<string>, isOurs: (guildId: string) => boolean): Promise<void>;
}

export const graceDays = 7;
const dayMs = 24 * 60 * 60_000;
/** Servers that are looked at in one turn of the loop: there may be many thousands. */
const comparedAtOnce = 500;

export function createGuildGrace({
  settings,
  guildIds,
  erase,
  now,
}: {
  settings: Pick<SettingsService, 'get' | 'update' | 'all'>;
  /** Servers of which anything but settings is kept. */
  guildIds: () => Promise<Iterable<string>>;
  erase: (guildId: string) => Promise<unknown>;
  now: () => number;
}): GuildGrace {
  async function guildLeft(guildId: string): Promise<void> {
    // Counts anew where it came back and left again before anybody compared.
    await settings.update(guildId, current => ({ ...current, leftAt: now() }));
  }

  return {
    guildLeft,
    async sweepGuilds(presentGuildIds, isOurs) {
      const present = new Set(presentGuildIds);
      const known = new Set([...(await guildIds()), ...settings.all().map(({ guildId }) => guildId)]);
      // No server, so nothing that the bot could be removed from.
      known.delete(directMessages);
      for (const [nth, guildId] of [...known].entries()) {
        if (nth % comparedAtOnce === 0) await setImmediate();
        if (!isOurs(guildId)) continue;
        const { leftAt } = settings.get(guildId);
        if (present.has(guildId)) {
          if (leftAt !== undefined) await settings.update(guildId, ({ leftAt: _back, ...rest }) => rest);
        } else if (leftAt === undefined) {
          await guildLeft(guildId);
        } else if (leftAt + graceDays * dayMs <= now()) {
          await erase(guildId);
        }
      }
    },
  };
}
