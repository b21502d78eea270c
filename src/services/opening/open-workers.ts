import { createSeal } from '../storage/seal.ts';
import { createWorkers, type Workers } from '../workers/workers-service.ts';
import type { Ground } from './ground.ts';
import type { People } from './open-people.ts';

/** What processes call to each other: that a request came, or something became of it; that a LoRA is deleted; that work is over. */
const [requestName, forgetName, overName] = ['own-requests', 'forgotten-repos', 'work-over'];

/**
 * Computers that servers have connected. Of several processes they connect to the one that leads, since that one has the
 * callback server, and what they have is in its memory.
 */
export async function openWorkers(
  { config, store, process, onClose, now, logger }: Ground,
  { settings }: Pick<People, 'settings'>,
) {
  const made = createWorkers({
    ...{ settings, seal: createSeal(config.DISCORD_TOKEN), now, logger },
    address: config.PUBLIC_URL,
    many: process,
  });
  onClose(made.stop);
  const call = async (name: string, word: string) => store.call?.(name, word);
  async function hear(name: string, heed: (word: string) => void): Promise<void> {
    await store.listen?.(name, word => (word === undefined ? undefined : heed(word)));
  }
  if (process?.leads) {
    await hear(forgetName, made.calls.forget);
    await hear(overName, id => void made.line.cancel(id));
  }
  const isElsewhere = process !== undefined && !process.leads;
  const workers: Workers = isElsewhere
    ? { ...made, line: { ...made.line, cancel: id => call(overName, id) } }
    : made;
  return {
    workers,
    /** Every computer that is connected is told to drop what it has of this repo. */
    forget: async (repo: string) => (isElsewhere ? call(forgetName, repo) : made.calls.forget(repo)),
    /** The way of requests to the process that they connect to, whichever this one is. */
    ownRequests: {
      async isFor(guildId: string) {
        await workers.look(guildId);
        return workers.draws(guildId);
      },
      isAway: () => workers.look(),
      tell: (id: string) => call(requestName, id),
      listen: process?.leads
        ? async (heard: (id?: string) => void) => store.listen?.(requestName, heard)
        : undefined,
      settle: workers.settle,
    },
  };
}

export type OpenedWorkers = Awaited<ReturnType<typeof openWorkers>>;
