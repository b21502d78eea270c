/**
 * Workers that do one task after another each. They start when they are needed and end when they have been idle.
 *
 * Tinypool 2.2 was measured in this place (its `child_process` runtime, `minThreads: 0`, since idle workers have to give
 * their memory back) and does not do the same:
 * - after a worker has died, what waits behind its task gets no new worker until somebody calls `run` again;
 * - a worker that hangs gets SIGTERM and lives on for a second, while its place is taken by the next one already, so
 *   that two of them hold their memory at once;
 * - a task passes through a MessagePort and then the process's channel: 25 MB blocked the main loop for 850 ms;
 * - memory is bounded by the JavaScript heap only, and images are decoded outside of it.
 */
export interface WorkerPool<Task, Answer> {
  /**
   * Runs tasks in the order of the calls.
   * @throws Error when the worker died or took too long, or when too many tasks wait.
   */
  run(task: Task): Promise<Answer>;
  /** Work will come soon: a worker starts with this task, or, where there is one, goes on waiting. */
  prepare(task: Task): void;
  stop(): Promise<void>;
}

/** A worker: a process. */
export interface Worker<Task> {
  send(task: Task): void;
  /** Whether the bot's process stays alive for it. */
  hold(holds: boolean): void;
  /** Ends it at once, whatever it does; resolves when it has ended. */
  end(): Promise<unknown>;
}

/** Starts a worker. It reports one answer for each task, and why it ended; it may report the end more than once. */
export type StartWorker<Task, Answer> = (signs: {
  onAnswer(answer: Answer): void;
  onEnd(cause: unknown): void;
}) => Worker<Task>;

interface Job<Task, Answer> {
  task: Task;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Place<Task, Answer> {
  worker: Worker<Task>;
  /** What it works on; undefined while it is idle. */
  job: Job<Task, Answer> | undefined;
  /** Ends the worker when its task takes too long, or when it has been idle for long enough. */
  timer: NodeJS.Timeout | undefined;
}

export function createWorkerPool<Task, Answer>({
  start: startWorker,
  workers: most,
  idleMs,
  timeoutMs,
  waitingMost,
}: {
  start: StartWorker<Task, Answer>;
  workers: number;
  /** A worker that has been idle for this long is ended: its memory is worth more than a quick start. */
  idleMs: number;
  /** A task that takes longer than this ends its worker. */
  timeoutMs: number;
  waitingMost: number;
}): WorkerPool<Task, Answer> {
  const waiting: Job<Task, Answer>[] = [];
  const places = new Set<Place<Task, Answer>>();
  let stopped = false;

  function start(): Place<Task, Answer> {
    const place: Place<Task, Answer> = {
      worker: startWorker({
        onAnswer(answer) {
          const { job } = place;
          rest(place);
          job?.resolve(answer);
          next();
        },
        onEnd: cause => void end(place, cause),
      }),
      job: undefined,
      timer: undefined,
    };
    places.add(place);
    return place;
  }

  /** Undefined when no worker can be started (out of memory, perhaps): this job fails, and the next one tries again. */
  function startFor(job: Job<Task, Answer>): Place<Task, Answer> | undefined {
    try {
      return start();
    } catch (error) {
      job.reject(new Error('no worker could be started', { cause: error }));
      return undefined;
    }
  }

  function rest(place: Place<Task, Answer>): void {
    // A worker that was ended may still have sent an answer.
    if (!places.has(place)) return;
    place.job = undefined;
    place.worker.hold(false);
    wait(place);
  }

  function wait(place: Place<Task, Answer>): void {
    clearTimeout(place.timer);
    place.timer = setTimeout(() => end(place, new Error('it was idle')), idleMs);
    place.timer.unref();
  }

  /** Ends a worker, whatever it is doing. Its place is free at once, and its task is lost. */
  function end(place: Place<Task, Answer>, cause: unknown): Promise<unknown> {
    if (!places.delete(place)) return Promise.resolve();
    clearTimeout(place.timer);
    place.job?.reject(new Error('its worker ended', { cause }));
    place.job = undefined;
    const ended = place.worker.end();
    next();
    return ended;
  }

  function next(): void {
    while (waiting.length > 0 && !stopped) {
      const idle = [...places].find(({ job }) => job === undefined);
      if (!idle && places.size >= most) return;
      const job = waiting.shift() as Job<Task, Answer>;
      const place = idle ?? startFor(job);
      if (!place) continue;
      place.job = job;
      clearTimeout(place.timer);
      place.timer = setTimeout(() => end(place, new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      place.worker.hold(true);
      place.worker.send(job.task);
    }
  }

  function run(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (stopped) return reject(new Error('stopping'));
      if (waiting.length >= waitingMost) return reject(new Error('busy: too much waits already'));
      waiting.push({ task, resolve, reject });
      next();
    });
  }

  return {
    run,
    prepare(task) {
      // What goes wrong shows with the work itself.
      if (places.size === 0) run(task).catch(() => undefined);
      for (const place of places) if (!place.job) wait(place);
    },
    async stop() {
      stopped = true;
      for (const job of waiting.splice(0)) job.reject(new Error('stopping'));
      await Promise.all([...places].map(place => end(place, new Error('stopping'))));
    },
  };
}
