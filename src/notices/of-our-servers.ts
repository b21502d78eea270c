import type { Services } from '../services/index.ts';

type Told = Pick<Services, 'actors' | 'albums' | 'approvals' | 'digests' | 'generation' | 'training'>;

async function* only<T>(all: AsyncIterable<T>, isOurs: (one: T) => boolean): AsyncIterable<T> {
  for await (const one of all) if (isOurs(one)) yield one;
}

/**
 * The services, with what is due in the servers of this process alone: of several processes, each tells its own servers
 * whatever is to be told there, wherever it happened.
 */
export function ofOurServers(
  { actors, albums, approvals, digests, generation, training }: Told,
  isOurs: (guildId: string) => boolean,
): Told {
  const inServer = ({ guildId }: { guildId: string }) => isOurs(guildId);
  return {
    actors: {
      ...actors,
      dueRequests: () => only(actors.dueRequests(), inServer),
      openRenewals: () => only(actors.openRenewals(), inServer),
      facesToTell: () => only(actors.facesToTell(), inServer),
    },
    albums: { ...albums, due: () => only(albums.due(), inServer) },
    approvals: { ...approvals, due: () => only(approvals.due(), ({ request }) => inServer(request)) },
    digests: {
      ...digests,
      due: () => only(digests.due(), inServer),
      // Images are deleted in direct messages too: whoever deletes some has their digests drawn anew, wherever those are from.
      outdated: ids => (ids ? digests.outdated(ids) : only(digests.outdated(), inServer)),
      old: () => only(digests.old(), inServer),
    },
    generation: { ...generation, makersToTell: () => only(generation.makersToTell(), inServer) },
    training: {
      ...training,
      unfinishedPosts: () => training.unfinishedPosts().filter(inServer),
      dueReminders: () => training.dueReminders().filter(inServer),
    },
  };
}
