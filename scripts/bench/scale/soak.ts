/**
 * A day of a bot in a few minutes, to see whether anything grows:
 *
 *   npm run bench -- soak [--minutes 20] [--shape 2] [--guilds 10000] [--members 1000] [--deeds 20] [--snapshots <folder>]
 *
 * Each of the active members does so many deeds a day (see day.ts for their shares, which are an assumption). The clock is
 * the real one: what happens once an hour, such as rewriting a file, happens hardly ever. `--shape` is `sqlite`,
 * `postgres`, or a number: a gateway with so many workers. `--snapshots` leaves a heap snapshot of each bot after the first
 * hour and after the last one, in a folder that exists.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { head, ms, percentile, row } from '../figures.ts';
import { compileBot } from '../whole-bot.ts';
import type { Deed } from './crowd-side.ts';
import { busyness, deedsOfHour, dice } from './day.ts';
import { type Shape, type Shaped, shapeName, shapeOf, startShape } from './shape.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    shape: { type: 'string', default: '2' },
    guilds: { type: 'string', default: '10000' },
    members: { type: 'string', default: '1000' },
    deeds: { type: 'string', default: '20' },
    snapshots: { type: 'string' },
  },
});
const backend = { ms: 300, bytes: 100_000, atOnce: 20 };
const [members, hours] = [Number(values.members), busyness.length];
const dayMs = Number(values.minutes) * 60_000;
const deedsADay = members * Number(values.deeds);
/** Of each server. */
const channels = 20;
/** More do not wait for an answer at a time: a machine that is too slow makes the day longer. */
const underWayMost = 40;
const sampleEveryMs = 1_000;
/** The collector has to have been there before the memory is looked at. */
const restMs = 20_000;
const sleep = (time: number) => new Promise(resolve => setTimeout(resolve, time));
const mb = (bytes: number) => Math.round(bytes / 1e6);

interface Hour {
  deeds: number;
  failed: string[];
  acknowledged: number[];
  /** Processor time a deed. */
  each: Record<string, number>;
  /** The least of V8's heap that was seen in each bot: what a collection left. */
  heap: number[];
  /** At its end, of each bot with the processes that it started. */
  resident: number[];
  tookMs: number;
}

/** One after another at their pace, by members at random. Those who have no image yet make one first. */
async function walk(nth: number, { bots, act, used }: Shaped, withImage: Set<number>): Promise<Hour> {
  const random = dice(nth + 1);
  const deeds = deedsOfHour(Math.round((deedsADay / hours) * (busyness[nth] ?? 1)), nth + 1);
  const everyMs = dayMs / hours / deeds.length;
  const [failed, acknowledged, heap]: [string[], number[], number[]] = [[], [], bots.map(() => Number.NaN)];
  const sampling = setInterval(async () => {
    for (const [at, bot] of bots.entries()) {
      const bytes = await bot.metric('nodejs_heap_size_used_bytes').catch(() => undefined);
      if (bytes !== undefined) heap[at] = Math.min(heap[at] || Number.POSITIVE_INFINITY, bytes);
    }
  }, sampleEveryMs);
  const [before, from] = [used(), performance.now()];
  const underWay = new Set<Promise<void>>();
  for (const [at, planned] of deeds.entries()) {
    const early = from + at * everyMs - performance.now();
    if (early > 0) await sleep(early);
    while (underWay.size >= underWayMost) await Promise.race(underWay);
    const member = Math.floor(random() * members);
    const deed = planned.kind === 'press' && !withImage.has(member) ? anImage(nth, at) : planned;
    const one = act(member, deed)
      .then(done => {
        if (done.failed) failed.push(done.failed);
        else if (deed.kind === 'command' && deed.name === 'generate') withImage.add(member);
        acknowledged.push(done.acknowledgedMs);
      })
      .catch(error => void failed.push(String(error)))
      .finally(() => underWay.delete(one));
    underWay.add(one);
  }
  await Promise.all(underWay);
  const [after, tookMs] = [used(), performance.now() - from];
  clearInterval(sampling);
  const each = Object.fromEntries(
    Object.entries(after).map(([who, ms]) => [who, (ms - (before[who] ?? 0)) / deeds.length]),
  );
  const resident = bots.map(bot => bot.watched.memory().all.resident);
  return { deeds: deeds.length, failed, acknowledged, each, heap, resident, tookMs };
}

const anImage = (hour: number, nth: number): Deed => ({
  ...{ kind: 'command', name: 'generate' },
  options: [{ name: 'prompt', value: `a first harbour ${hour} ${nth}` }],
});

function show(nth: number, hour: Hour): void {
  const { deeds, failed, acknowledged, each, heap, resident, tookMs } = hour;
  row(
    `${String(nth).padStart(2, '0')}:00`,
    ...[deeds, (tookMs / 1_000).toFixed(0), ms(percentile(acknowledged, 0.95))],
    ...['gateway', 'workers', 'PostgreSQL'].map(who => (each[who] === undefined ? '–' : ms(each[who]))),
    ...[heap.map(mb).join(' + '), resident.map(mb).join(' + ')],
    failed.length === 0 ? 0 : `${failed.length}: ${failed[0]?.slice(0, 150)}`,
  );
}

async function snapshots({ bots }: Shaped): Promise<void> {
  for (const { pid } of bots) process.kill(pid, 'SIGUSR2');
  await sleep(restMs);
  // Whoever writes one answers nothing meanwhile.
  for (const bot of bots) await bot.metric('nodejs_heap_size_used_bytes');
}

async function day(shape: Shape): Promise<void> {
  const { snapshots: folder } = values;
  const flags = folder ? ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`] : [];
  const guilds = Number(values.guilds);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.

A day in ${values.minutes} minutes, ${guilds.toLocaleString('en')} servers with ${channels} channels, ${members.toLocaleString('en')} members with ${values.deeds} deeds each: ${shapeName(shape)}.
Memory in MB, of each bot: the least of V8's heap in that hour, and what is resident at its end, other processes of the bot included.
`);
  const shaped = await startShape(shape, { backend, guilds, channels, flags });
  try {
    head(
      ...[
        'Hour',
        'deeds',
        'seconds',
        'acknowledged p95 ms',
        'processor ms a deed: gateway',
        'workers',
        'PostgreSQL',
      ],
      ...['heap', 'resident', 'failed'],
    );
    const withImage = new Set<number>();
    for (let nth = 0; nth < hours; nth++) {
      show(nth, await walk(nth, shaped, withImage));
      if (folder && (nth === 0 || nth === hours - 1)) await snapshots(shaped);
    }
  } finally {
    await shaped.end();
  }
}

await compileBot();
await day(shapeOf(values.shape));
