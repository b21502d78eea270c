import { type TransferListItem, Worker } from 'node:worker_threads';

/** Threads that do one task after another each. They start when they are needed and end when nobody does. */
export interface WorkerPool<Task, Answer> {
  /**
   * Tasks are done in the order they came; `transfer` is handed over rather than copied.
   * @throws Error where the thread died, took too long, or too much waits.
   */
  run(task: Task, transfer?: readonly TransferListItem[]): Promise<Answer>;
  stop(): Promise<void>;
}

/** A thread does not inherit what makes Node read TypeScript, so it sets that up before its script. */
const bootstrap = `
const { workerData: { tsx, script } } = require('node:worker_threads');
import(tsx).then(({ register }) => register()).then(() => import(script));
`;

interface Job<Task, Answer> {
  task: Task;
  transfer: readonly TransferListItem[];
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Thread<Task, Answer> {
  worker: Worker;
  /** What it works on; idle without. */
  job: Job<Task, Answer> | undefined;
  /** Ends it: when its task takes too long, or when it was idle for long enough. */
  timer: NodeJS.Timeout | undefined;
}

export function createWorkerPool<Task, Answer>({
  script,
  threads: most,
  idleMs,
  timeoutMs,
  waitingMost,
  heapMb,
}: {
  script: URL;
  threads: number;
  /** A thread without work for so long is ended: its memory is worth more than its warmth. */
  idleMs: number;
  /** A task that takes longer ends its thread. */
  timeoutMs: number;
  waitingMost: number;
  heapMb: number;
}): WorkerPool<Task, Answer> {
  const waiting: Job<Task, Answer>[] = [];
  const threads = new Set<Thread<Task, Answer>>();
  let stopped = false;

  function start(): Thread<Task, Answer> {
    const worker = new Worker(bootstrap, {
      eval: true,
      execArgv: [],
      workerData: { tsx: import.meta.resolve('tsx/esm/api'), script: script.href },
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const thread: Thread<Task, Answer> = { worker, job: undefined, timer: undefined };
    worker.on('message', (answer: Answer) => {
      const { job } = thread;
      rest(thread);
      job?.resolve(answer);
      next();
    });
    // For as long as the thread lives: an error that nobody listens for would end the process.
    worker.on('error', cause => end(thread, cause));
    worker.on('exit', code => end(thread, new Error(`it ended with ${code}`)));
    threads.add(thread);
    return thread;
  }

  function rest(thread: Thread<Task, Answer>): void {
    clearTimeout(thread.timer);
    thread.job = undefined;
    thread.worker.unref();
    thread.timer = setTimeout(() => end(thread, new Error('it was idle')), idleMs);
    thread.timer.unref();
  }

  /** Ends a thread, whatever it does. Its place is free at once, and its task is lost. */
  function end(thread: Thread<Task, Answer>, cause: unknown): Promise<unknown> {
    if (!threads.delete(thread)) return Promise.resolve();
    clearTimeout(thread.timer);
    thread.job?.reject(new Error('its thread ended', { cause }));
    thread.job = undefined;
    const ended = thread.worker.terminate();
    next();
    return ended;
  }

  function next(): void {
    while (waiting.length > 0 && !stopped) {
      const idle = [...threads].find(({ job }) => job === undefined);
      if (!idle && threads.size >= most) return;
      const thread = idle ?? start();
      const job = waiting.shift() as Job<Task, Answer>;
      thread.job = job;
      clearTimeout(thread.timer);
      thread.timer = setTimeout(() => end(thread, new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      thread.worker.ref();
      thread.worker.postMessage(job.task, job.transfer);
    }
  }

  return {
    run: (task, transfer = []) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new Error('stopping'));
        if (waiting.length >= waitingMost) return reject(new Error('busy: too much waits already'));
        waiting.push({ task, transfer, resolve, reject });
        next();
      }),
    async stop() {
      stopped = true;
      for (const job of waiting.splice(0)) job.reject(new Error('stopping'));
      await Promise.all([...threads].map(thread => end(thread, new Error('stopping'))));
    },
  };
}
