/**
 * Measures from outside how long bots take to start and what they hold while nothing happens:
 *
 *   npm run bench -- rest [--bots ours,stub] [--rounds 3] [--wait 10] [--flags="…"] [--env NAME=value]...
 *
 * `--wait` is how many seconds after READY the memory is taken.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { head, ms, row } from './figures.ts';
import type { Memory } from './watched.ts';
import { compileBot, type Which, type WholeBot } from './whole-bot.ts';
import { startWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    bots: { type: 'string', default: 'ours,stub' },
    rounds: { type: 'string', default: '3' },
    wait: { type: 'string', default: '10' },
    flags: { type: 'string', default: '' },
    env: { type: 'string', multiple: true, default: [] },
  },
});
const environment = Object.fromEntries(
  values.env.map(words => [words.slice(0, words.indexOf('=')), words.slice(words.indexOf('=') + 1)]),
);
const waitMs = Number(values.wait) * 1_000;
const megabytes = ({ resident, proportional }: Memory) =>
  `${Math.round(resident / 1e6)} (${Math.round(proportional / 1e6)})`;
const sumOf = (used: Record<string, number>) => Object.values(used).reduce((sum, one) => sum + one, 0);

async function show(which: Which, bot: WholeBot): Promise<void> {
  const started = sumOf(bot.watched.processorMs());
  await new Promise(resolve => setTimeout(resolve, waitMs));
  const idle = (sumOf(bot.watched.processorMs()) - started) / (waitMs / 1_000);
  row(
    which,
    ms(bot.readyMs),
    bot.ownReadyMs === undefined ? '–' : ms(bot.ownReadyMs),
    ms(started),
    megabytes(bot.watched.peak()),
    megabytes(bot.watched.memory().all),
    ms(idle),
  );
}

await compileBot();
console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.
Times in milliseconds, memory in MB: resident, and in brackets with shared pages counted once; all processes, without npm.
`);
head(
  'Bot',
  'Start to READY',
  'of it by its own clock',
  'Processor until READY',
  'Most memory so far',
  `Memory after ${values.wait} s`,
  'Processor a second at rest',
);
const bots = values.bots.split(',') as Which[];
const world = await startWorld(
  { ms: 0, bytes: 100_000, atOnce: 20 },
  environment,
  values.flags.split(' ').filter(Boolean),
);
try {
  for (let round = 0; round < Number(values.rounds); round++)
    for (const which of round % 2 === 0 ? bots : [...bots].reverse()) {
      const bot = await world.start(which);
      await show(which, bot);
      await bot.stop();
    }
} finally {
  await world.end();
}
