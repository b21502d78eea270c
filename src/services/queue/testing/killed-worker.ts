/** A process that takes requests, says so, and never ends with any: for tests that kill it. */
import { openQueue, quick } from './lines.ts';

const queue = await openQueue({ maxConcurrent: 2, pace: quick }, process.argv[2]);
await queue.work(async id => {
  process.stdout.write(`${id}\n`);
  return new Promise(() => {});
});
setInterval(() => {}, 60_000);
