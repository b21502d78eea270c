/**
 * How the cost grows with servers, images, actors and processes:
 *
 *   npm run bench -- scale commands [--engines sqlite,postgres] [--guilds 10] [--images 10000] [--actors 100] [--times 20]
 *                                  [--only typing]
 *   npm run bench -- scale queue [--workers 1,2] [--seconds 10]
 *   npm run bench -- scale budget [--engines sqlite,postgres] [--members 100,1000,10000,100000]
 *   npm run bench -- scale flow [--shapes sqlite,postgres,1,3] [--requests 100]
 *
 * `commands`: what each command costs with so much stored; `--guilds`, `--images` and `--actors` may be lists of equal
 * lengths. `queue`: how soon a worker has what was added. `budget`: what an image costs the record of the day, which grows
 * with the members of that day. `flow`: images a second by bots of one process and of several (a number is a gateway with
 * so many workers), and how soon others are acknowledged. PostgreSQL and Redis are those of Debian's packages, started for
 * the bench on ports of their own.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBudget } from './budget.ts';
import { measureCommands } from './commands.ts';
import { measureFlow } from './flow.ts';
import { measureQueue } from './queue.ts';
import type { EngineName } from './servers.ts';
import { shapeOf } from './shape.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string', default: 'sqlite,postgres' },
    guilds: { type: 'string', default: '10' },
    images: { type: 'string', default: '10000' },
    actors: { type: 'string', default: '100' },
    members: { type: 'string', default: '100,1000,10000,100000' },
    workers: { type: 'string', default: '1,2' },
    shapes: { type: 'string', default: 'sqlite,postgres,1,3' },
    seconds: { type: 'string', default: '10' },
    requests: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '20' },
  },
});

const numbers = (words: string) => words.split(',').map(Number);
const engines = values.engines.split(',') as EngineName[];

const parts: Record<string, () => Promise<void>> = {
  commands() {
    const [images, actors] = [numbers(values.images), numbers(values.actors)];
    const sizes = numbers(values.guilds).map((guilds, at) => ({
      ...{ guilds, images: images[at] ?? images[0] ?? 0, actors: actors[at] ?? actors[0] ?? 0 },
    }));
    return measureCommands(engines, sizes, { times: Number(values.times), only: values.only });
  },
  budget: () => measureBudget(engines, numbers(values.members)),
  queue: () => measureQueue(numbers(values.workers), Number(values.seconds)),
  flow: () => measureFlow(values.shapes.split(',').map(shapeOf), Number(values.requests)),
};

const [part = ''] = positionals;
const run = parts[part];
if (!run) {
  console.error(`Say which part: npm run bench -- scale ${Object.keys(parts).join(' | ')}`);
  process.exitCode = 1;
} else {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.`,
  );
  await run();
}
