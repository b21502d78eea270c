/**
 * Measures from outside what a full store costs: the start, the memory at rest, and a burst.
 *
 *   npm run bench -- stored [--generations 0,20000] [--actors 0] [--requests 100] [--rounds 1] [--env NAME=value]...
 *
 * One generation is made by the bot itself, and its row is copied so many times; the actors are written as the bot writes them.
 */

import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openStore } from '../../src/services/storage/store.ts';
import { copyGenerations } from './copy-rows.ts';
import { head, ms, percentile, row } from './figures.ts';
import { fillActors } from './fill-actors.ts';
import { compileBot } from './whole-bot.ts';
import { startWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    generations: { type: 'string', default: '0,20000' },
    actors: { type: 'string', default: '0' },
    requests: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '1' },
    env: { type: 'string', multiple: true, default: [] },
  },
});
const environment = Object.fromEntries(
  values.env.map(words => [words.slice(0, words.indexOf('=')), words.slice(words.indexOf('=') + 1)]),
);
const requests = Number(values.requests);
const [backendMs, atOnce, restMs] = [500, 50, 5_000];

async function fill(folder: string, generations: number, actors: number): Promise<void> {
  if (actors > 0) {
    const store = await openStore(folder);
    await fillActors(store, actors);
    await store.close();
  }
  await copyGenerations({ folder }, generations);
}

async function measure(generations: number, actors: number): Promise<void> {
  const world = await startWorld({ ms: backendMs, bytes: 500_000, atOnce }, environment);
  try {
    const first = await world.start('ours');
    await world.burst(1, 'a lighthouse');
    await first.stop();
    await fill(world.folder, generations, actors);
    // The first start after rows came from elsewhere writes what they are found by; that is not a usual start.
    await (await world.start('ours')).stop();
    const bot = await world.start('ours');
    const startUsed = bot.watched.processorMs().bot ?? Number.NaN;
    await new Promise(resolve => setTimeout(resolve, restMs));
    const started = bot.watched.memory().all.resident;
    const most = bot.watched.peak().resident;
    const before = bot.watched.processorMs().bot ?? 0;
    const { asked } = await world.burst(requests, 'a harbour');
    const used = ((bot.watched.processorMs().bot ?? 0) - before) / requests;
    const wall = Math.max(...asked.map(one => (one.answeredAt ?? Number.NaN) - one.sentAt));
    const acknowledged = asked.map(one => (one.acknowledgedAt ?? Number.NaN) - one.sentAt);
    row(
      generations.toLocaleString('en'),
      actors.toLocaleString('en'),
      ms(bot.readyMs),
      ms(bot.ownReadyMs ?? Number.NaN),
      ms(startUsed),
      Math.round(started / 1e6),
      Math.round(most / 1e6),
      (wall / 1_000).toFixed(1),
      ms(percentile(acknowledged, 0.95)),
      ms(used),
      asked.filter(one => one.failed !== undefined).length,
    );
  } finally {
    await world.end();
  }
}

await compileBot();
console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.
Times in milliseconds, resident memory of all processes in MB. The burst: ${requests} at once, ${atOnce} calls at once of ${backendMs} ms.
`);
head(
  'Generations',
  'Actors',
  'Start to READY',
  'of it by its own clock',
  'Processor until then',
  `Memory ${restMs / 1_000} s after`,
  'Most before the burst',
  'Burst s',
  'Acknowledged p95',
  'Processor an image, bot alone',
  'Failed',
);
for (let round = 0; round < Number(values.rounds); round++)
  for (const generations of values.generations.split(','))
    await measure(Number(generations), Number(values.actors));
