import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Answering } from '../discord/answering.ts';
import type { Logger } from '../logger.ts';
import type { SharedRequests } from '../services/generation/requests/shared-requests.ts';
import type { RequestQueue } from '../services/queue/request-queue.ts';
import { waitingView } from '../views/generate/waiting-view.ts';
import { speaking } from '../words/words.ts';
import { picturesOf, shownIn, type Task } from './image-task.ts';
import { progressPace } from './progress-pace.ts';

/** Shows members where their requests stand in the queue, until one is handed to whichever process makes it. */
export interface QueuePlaces {
  /** Returns at once. */
  show(task: Task): void;
  stop(): void;
}

export function createQueuePlaces({
  queue,
  requests,
  answering,
  logger,
}: {
  queue: Pick<RequestQueue, 'whileWaiting' | 'etaSeconds'>;
  requests: Pick<SharedRequests, 'isOpen'>;
  answering: Pick<Answering, 'progress'>;
  logger: Logger;
}): QueuePlaces {
  const shown = new Map<string, Task>();
  const stopping = new AbortController();
  // Each request that waits has a timer that listens to it.
  setMaxListeners(0, stopping.signal);

  async function follow(task: Task): Promise<void> {
    const { id, request, to } = task;
    let told: number | undefined;
    let isOver = false;
    /** Only a place that changed costs an edit. */
    const tell = async (ahead: number) => {
      if (ahead === told) return;
      // A process that told its member and was killed then has not told the queue: it waits once more, with its picture shown.
      isOver = !(await requests.isOpen(id));
      if (isOver) return;
      const etaSeconds = await queue.etaSeconds(ahead);
      const total = picturesOf(request);
      const where = { id, total, done: 0, started: false, waiting: true, ahead, etaSeconds };
      await speaking(shownIn(request), () => answering.progress(to, waitingView(where)));
      told = ahead;
    };
    const { firstAfterMs } = progressPace(shown.size);
    await setTimeout(firstAfterMs, undefined, { signal: stopping.signal });
    while ((await queue.whileWaiting(id, tell)) && !isOver) {
      await setTimeout(progressPace(shown.size).everyMs, undefined, { signal: stopping.signal });
    }
  }

  return {
    show(task) {
      if (shown.has(task.id)) return;
      shown.set(task.id, task);
      follow(task)
        // What is not shown now is shown by the process that makes it.
        .catch(error => {
          if (!stopping.signal.aborted)
            logger.info({ err: error, request: task.id }, 'a place was not shown');
        })
        .finally(() => shown.delete(task.id));
    },
    stop: () => stopping.abort(),
  };
}
