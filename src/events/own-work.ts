import type { Logger } from '../logger.ts';
import type { Untold } from '../services/generation/requests/accepted-request.ts';
import type { SharedRequests } from '../services/generation/requests/shared-requests.ts';
import type { Outcome } from '../services/queue/request-queue.ts';
import { resumed, type Task } from './image-task.ts';

/**
 * The way of requests to the process that computers of servers connect to. It makes them at once, as one process alone
 * does: the computers have a line of their own, and no call of the account is spent.
 */
export interface OwnRequests {
  /** Whether a server's requests go this way first. */
  isFor(guildId: string): Promise<boolean>;
  /** Whether that process has been away for so long that nobody should wait for it. */
  isAway(): Promise<boolean>;
  /** Tells it of a request: that it is there, or that something became of it. */
  tell(id: string): Promise<void>;
  /** In that process alone: calls `heard` with whatever is told, and without an id where something may have been missed. */
  listen?: ((heard: (id?: string) => void) => Promise<void>) | undefined;
  /** There: resolves once the other processes can know which computers are there now. */
  settle(guildId: string): Promise<void>;
}

/** Makes the requests that came this way, in the process that computers of servers connect to. */
export function createOwnWork({
  requests,
  isAtIt,
  make,
  stopping,
  logger,
}: {
  requests: Pick<SharedRequests, 'take'>;
  /** Whether it is made here now; what became of it elsewhere is heeded then. */
  isAtIt: (id: string) => boolean;
  make: (task: Task) => Promise<Outcome>;
  stopping: () => boolean;
  logger: Logger;
}) {
  const underWay = new Set<Promise<void>>();

  async function takeUp(id: string): Promise<void> {
    if (isAtIt(id)) return;
    const taken = await requests.take(id, { own: true });
    if (taken === 'gone' || taken === 'held') return;
    const task = resumed(taken);
    await make({ ...task, to: { ...task.to, again: taken.again || taken.answer === '' } });
  }

  return {
    /** Returns at once. What can't be taken up now is found by the next look at the store. */
    take({ id }: Pick<Untold, 'id'>): void {
      if (stopping()) return;
      const work = takeUp(id)
        .catch(error => logger.warn({ err: error, request: id }, 'a request could not be taken or let go of'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
