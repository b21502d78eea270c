import { setTimeout } from 'node:timers/promises';
import type { Answering } from '../discord/answering.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Untold } from '../services/generation/requests/accepted-request.ts';
import type { SharedRequests } from '../services/generation/requests/shared-requests.ts';
import type { Outcome, RequestQueue } from '../services/queue/request-queue.ts';
import { speaking } from '../words/words.ts';
import { handedOn, notToldYet } from './image-run.ts';
import { picturesOf, resumed, shownIn, type Task } from './image-task.ts';
import { createQueuePlaces } from './queue-places.ts';

/** Where several processes work at requests. */
export interface Shared {
  queue: Omit<RequestQueue, 'hold' | 'nextCall' | 'close'>;
  requests: Pick<SharedRequests, 'take' | 'release' | 'confirm'>;
  /** Whether this one makes any. */
  makes: boolean;
}

/** How a request ended that could not be told or stored. */
export const left = 'left';
/** While Discord takes nothing, a result stays with the process that has it for a minute. */
const tellTries = 6;
const tellAgainMs = 10_000;

/** Hands requests to whichever process is next, and makes those that are handed to this one. */
export function createSharedWork({
  shared: { queue, requests, makes },
  begin,
  tellWhyNot,
  told,
  answering,
  stopping,
  logger,
}: {
  shared: Shared;
  /** Resolves to a word for how it ended. */
  begin: (task: Task) => Promise<string>;
  tellWhyNot: (task: Task, error: unknown) => Promise<void>;
  told: (id: string) => Promise<void>;
  answering: Pick<Answering, 'progress'>;
  stopping: () => boolean;
  logger: Logger;
}) {
  const places = createQueuePlaces({ queue, answering, logger });
  const stop = new AbortController();

  async function hand(task: Task): Promise<void> {
    const { id, request } = task;
    try {
      await queue.add({ id, memberId: request.memberId, pictures: picturesOf(request) });
      places.show(task);
    } catch (error) {
      if (error instanceof UserError) {
        await speaking(shownIn(request), () => tellWhyNot(task, error));
        return told(id);
      }
      // It is in the store: the queue is filled from there as soon as it answers again.
      logger.warn({ err: error, request: id }, 'a request could not be handed on yet');
    }
  }

  /** Makes it here until its member was told, or it can't be told from here. */
  async function make(task: Task): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      const ended = await begin(task);
      if (ended !== handedOn && ended !== notToldYet && ended !== left) return 'done';
      if (ended === notToldYet && tries < tellTries && !stopping()) {
        await setTimeout(tellAgainMs, undefined, { signal: stop.signal }).catch(() => undefined);
        task = { ...task, to: { ...task.to, again: true } };
        continue;
      }
      await requests.release(task.id);
      return ended === handedOn ? 'back' : 'later';
    }
  }

  async function handle(id: string): Promise<Outcome> {
    try {
      const taken = await requests.take(id);
      if (taken === 'gone') return 'done';
      if (taken === 'held') return 'later';
      const task = resumed(taken);
      return await make({ ...task, to: { ...task.to, again: taken.again || taken.answer === '' } });
    } catch (error) {
      logger.warn({ err: error, request: id }, 'a request could not be taken or let go of');
      return 'later';
    }
  }

  let stopped: Promise<void> | undefined;
  return {
    hand,

    /** Hands on whatever is in the store: what is in the queue already stays where it is there. */
    async fill(untold: () => Promise<Untold[]> | Untold[]): Promise<void> {
      for (const one of await untold()) await hand(resumed(one));
    },

    cancelled(id: string): void {
      queue
        .takeOut(id)
        // Where another process has it, that one sees it itself.
        .then(wasWaiting => (wasWaiting ? handle(id) : undefined))
        .catch(error => logger.warn({ err: error, request: id }, 'what was called off is told at its turn'));
    },

    start: async () => (makes ? queue.work(handle) : undefined),

    stop(): Promise<void> {
      stop.abort();
      places.stop();
      stopped ??= queue.stopWorking().catch(error => logger.warn({ err: error }, 'the queue did not let go'));
      return stopped;
    },
  };
}
