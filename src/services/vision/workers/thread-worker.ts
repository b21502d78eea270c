import { Worker as Thread } from 'node:worker_threads';
import type { StartWorker } from './worker-pool.ts';

/** A thread does not inherit the loader for TypeScript, so it registers it before it imports its script. */
const bootstrap = `
const { workerData: { tsx, script } } = require('node:worker_threads');
import(tsx).then(({ register }) => register()).then(() => import(script));
`;

/** Starts threads that run this script, which answers each message of its parent with one of its own. */
export const threadWorker =
  <Task, Answer>({ script, heapMb }: { script: URL; heapMb: number }): StartWorker<Task, Answer> =>
  ({ onAnswer, onEnd }) => {
    const thread = new Thread(bootstrap, {
      eval: true,
      execArgv: [],
      workerData: { tsx: import.meta.resolve('tsx/esm/api'), script: script.href },
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    thread.on('message', onAnswer);
    // Stays for as long as the thread lives: an error event without a listener would end the bot.
    thread.on('error', onEnd);
    thread.on('exit', code => onEnd(new Error(`it ended with ${code}`)));
    return {
      send: (task, transfer) => thread.postMessage(task, transfer),
      hold: holds => (holds ? thread.ref() : thread.unref()),
      end: () => thread.terminate(),
    };
  };
