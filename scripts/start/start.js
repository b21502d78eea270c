// @ts-check
/** `npm start`: the bot from compiled code. */
import { utimesSync } from 'node:fs';
import { runCompiled } from './compiled.js';
import { mainFile } from './sources.js';
import { nameSources } from './stacks.js';

const sayEveryMs = 60 * 60_000;

nameSources();
await runCompiled(mainFile, sayThatItRuns);

/**
 * Keeps the folder from being swept as unused: threads and processes are started from it as long as the bot runs.
 *
 * @param {string} folder
 */
function sayThatItRuns(folder) {
  const say = () => {
    try {
      utimesSync(folder, new Date(), new Date());
    } catch {
      // Read-only: nobody sweeps it either.
    }
  };
  say();
  setInterval(say, sayEveryMs).unref();
}
