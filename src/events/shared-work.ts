import { setTimeout } from 'node:timers/promises';
import type { Answering } from '../discord/answering.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Untold } from '../services/generation/requests/accepted-request.ts';
import type { SharedRequests } from '../services/generation/requests/shared-requests.ts';
import type { Outcome, RequestQueue } from '../services/queue/request-queue.ts';
import { speaking } from '../words/words.ts';
import { forAnother, handedOn, notToldYet } from './image-run.ts';
import { picturesOf, resumed, shownIn, type Task } from './image-task.ts';
import { createOwnWork, type OwnRequests } from './own-work.ts';
import { createQueuePlaces } from './queue-places.ts';

/** Where several processes work at requests. */
export interface Shared {
  queue: Omit<RequestQueue, 'hold' | 'nextCall' | 'close'>;
  requests: Pick<SharedRequests, 'take' | 'release' | 'confirm' | 'move' | 'isOpen'>;
  own: OwnRequests;
  /** Whether this one makes any that are paid for. */
  makes: boolean;
}

/** How a request ended that could not be told or stored. */
export const left = 'left';
/** While Discord takes nothing, a result stays with the process that has it for a minute. */
const tellTries = 6;
const tellAgainMs = 10_000;

/** Hands requests to whichever process is next, and makes those that are handed to this one. */
export function createSharedWork({
  shared: { queue, requests, own, makes },
  untold,
  isOurs,
  isAtIt,
  begin,
  tellWhyNot,
  told,
  answering,
  stopping,
  logger,
}: {
  shared: Shared;
  /** All that are stored. */
  untold: () => Promise<Untold[]> | Untold[];
  /** Whether this process sees to what is asked for in a server. */
  isOurs: (guildId: string) => boolean;
  isAtIt: (id: string) => boolean;
  /** Resolves to a word for how it ended. */
  begin: (task: Task) => Promise<string>;
  tellWhyNot: (task: Task, error: unknown) => Promise<void>;
  told: (id: string) => Promise<void>;
  answering: Pick<Answering, 'progress'>;
  stopping: () => boolean;
  logger: Logger;
}) {
  const places = createQueuePlaces({ queue, requests, answering, logger });
  const stop = new AbortController();

  /** Resolves to whether it is, or was by then, with the process that computers connect to. */
  async function leaveToOwn({ id, to }: Task): Promise<boolean> {
    if (!(await requests.move(id, { own: true, again: to.again === true }))) return false;
    // If it isn't heard, that process finds it in the store.
    await own.tell(id).catch(error => logger.warn({ err: error, request: id }, 'a request was not told of'));
    return true;
  }

  async function hand(task: Task): Promise<void> {
    const { id, request, to } = task;
    try {
      const isForOwn = task.own === undefined && (await own.isFor(request.guildId));
      if (isForOwn && (await leaveToOwn(task))) return;
      await queue.add({ id, memberId: request.memberId, pictures: picturesOf(request) });
      places.show(task);
    } catch (error) {
      // What waits already is not turned away.
      if (error instanceof UserError && !to.again) {
        await speaking(shownIn(request), () => tellWhyNot(task, error));
        return told(id);
      }
      // It is in the store: the queue is filled from there as soon as it answers again, or has room.
      logger.warn({ err: error, request: id }, 'a request could not be handed on yet');
    }
  }

  /** It is not for this process after all: computers have come, or gone. */
  async function pass(task: Task): Promise<Outcome> {
    const { id, request, to } = task;
    if (!task.own) {
      if (await leaveToOwn(task)) return 'left';
      await requests.release(id);
      return 'later';
    }
    // Else whoever is handed it would send it back.
    await own
      .settle(request.guildId)
      .catch(error => logger.warn({ err: error }, 'computers were not written down'));
    if (await requests.move(id, { own: false, again: to.again === true }))
      await hand({ ...task, own: false });
    // Deleted in this moment: that waits until nobody has it.
    else await requests.release(id);
    return 'left';
  }

  /** Makes it here until its member was told, or it can't be told from here. */
  async function make(task: Task): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      const ended = await begin(task);
      if (ended === forAnother) return pass(task);
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
      return await make({
        ...task,
        own: false,
        to: { ...task.to, again: taken.again || taken.answer === '' },
      });
    } catch (error) {
      logger.warn({ err: error, request: id }, 'a request could not be taken or let go of');
      return 'later';
    }
  }

  const ownWork = own.listen && createOwnWork({ requests, isAtIt, make, stopping, logger });

  /** Hands on whatever is in the store: what is in the queue already stays where it is there. */
  async function fill(): Promise<void> {
    for (const one of await untold()) {
      if (one.own && ownWork) ownWork.take(one);
      if (!isOurs(one.request.guildId)) continue;
      const isAlone = one.own && !ownWork && (await own.isAway());
      // Not where that process has come back in this moment, and has it.
      const isLeft = isAlone && (await requests.move(one.id, { own: false, again: true }));
      // In the queue its place may be shown by now: from there a worker sends it on, if a computer can make it.
      if (isLeft || !one.own) await hand({ ...resumed(one), own: false });
    }
  }
  const fillSoon = (): void =>
    void fill().catch(error => logger.warn({ err: error }, 'the queue could not be filled yet'));

  let stopped: Promise<void> | undefined;
  return {
    hand,
    /** Returns at once. */
    fill: fillSoon,

    cancelled(id: string): void {
      const late = (error: unknown) =>
        logger.warn({ err: error, request: id }, 'what was called off is told at its turn');
      queue
        .takeOut(id)
        // Where another process has it, that one sees it itself.
        .then(wasWaiting => (wasWaiting ? handle(id) : undefined))
        .catch(late);
      own.tell(id).catch(late);
    },

    async start(): Promise<void> {
      await own.listen?.(id => (id === undefined ? fillSoon() : ownWork?.take({ id })));
      // What was told before.
      if (ownWork) fillSoon();
      if (makes) await queue.work(handle);
    },

    stop(): Promise<void> {
      stop.abort();
      places.stop();
      stopped ??= Promise.all([
        queue.stopWorking().catch(error => logger.warn({ err: error }, 'the queue did not let go')),
        ownWork?.settled(),
      ]).then(() => undefined);
      return stopped;
    },
  };
}
