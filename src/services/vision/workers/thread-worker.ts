import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { StartWorker } from './worker-pool.ts';

/** In a compiled bot the script is JavaScript, and TypeScript's loader need not be there. */
function startThread(script: URL, options: WorkerOptions): Worker {
  if (!script.pathname.endsWith('.ts')) return new Worker(script, options);
  const loader = import.meta.resolve('tsx/esm/api');
  const program = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(script.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), options);
}

/**
 * Starts threads that run this script, which answers each message of its parent with one of its own. For work of the
 * bot's own, which may know its secrets: files of others are read in processes.
 */
export const threadWorker =
  <Task, Answer>({
    script,
    data,
    heapMb,
  }: {
    script: URL;
    data: unknown;
    heapMb: number;
  }): StartWorker<Task, Answer> =>
  ({ onAnswer, onEnd }) => {
    const thread = startThread(script, {
      workerData: data,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 4 },
    });
    thread.on('message', answer => onAnswer(answer as Answer));
    thread.on('error', onEnd);
    thread.on('exit', code => onEnd(new Error(`it ended with ${code}`)));
    return {
      send: task => thread.postMessage(task),
      hold: holds => (holds ? thread.ref() : thread.unref()),
      end: () => thread.terminate(),
    };
  };
