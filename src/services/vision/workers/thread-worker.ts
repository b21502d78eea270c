import { Worker as Thread } from 'node:worker_threads';
import type { StartWorker } from './worker-pool.ts';

/** A thread does not inherit the loader for TypeScript, so it registers it before it imports its script. */
const fromSource = (script: URL) => `
import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then(({ register }) => register())
  .then(() => import(${JSON.stringify(script.href)}));
`;

/** Starts threads that run this script, which answers each message of its parent with one of its own. */
export const threadWorker =
  <Task, Answer>({ script, heapMb }: { script: URL; heapMb: number }): StartWorker<Task, Answer> =>
  ({ onAnswer, onEnd }) => {
    // In a compiled bot the script is JavaScript, and TypeScript's loader need not be there.
    const compiled = !script.pathname.endsWith('.ts');
    const thread = new Thread(compiled ? script : fromSource(script), {
      eval: !compiled,
      execArgv: compiled ? ['--enable-source-maps'] : [],
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
