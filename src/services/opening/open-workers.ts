import { createSeal } from '../storage/seal.ts';
import { createWorkers } from '../workers/workers-service.ts';
import type { Ground } from './ground.ts';
import type { People } from './open-people.ts';

/** Computers that servers have connected: where they reach the bot, and one process does all, for what they have is in memory. */
export function openWorkers(
  { config, process, onClose, now, logger }: Ground,
  { settings }: Pick<People, 'settings'>,
) {
  const workers = createWorkers({
    ...{ settings, seal: createSeal(config.DISCORD_TOKEN), now, logger },
    address: process ? undefined : config.PUBLIC_URL,
  });
  onClose(workers.stop);
  return workers;
}
