/**
 * Measures /generate in whole bots from outside: ours as `npm start` runs it, with the output check on, and a stub that
 * does nothing but answer. Discord and Hugging Face are embedded in two other processes; this one watches.
 *
 *   npm run bench -- generate [--requests 200] [--backend 500] [--at-once 50,10] [--images 0.5] [--bots ours,stub]
 *                             [--rounds 2] [--profile <folder>] [--flags="--max-old-space-size=256"] [--env NAME=value]...
 *
 * `--flags` are more flags for Node, `--env` is more of the bot's environment: a setting, NODE_OPTIONS, …
 * `--profile` leaves a .cpuprofile of the bot's main thread, from its start to its end, in a folder that exists.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Burst } from './discord-side.ts';
import { head, ms, percentile, row } from './figures.ts';
import { compileBot, type Which } from './whole-bot.ts';
import { startWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200' },
    backend: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '50,10' },
    images: { type: 'string', default: '0.5' },
    bots: { type: 'string', default: 'ours,stub' },
    rounds: { type: 'string', default: '2' },
    profile: { type: 'string' },
    flags: { type: 'string', default: '' },
    env: { type: 'string', multiple: true, default: [] },
  },
});
const requests = Number(values.requests);
const backendMs = Number(values.backend);
const listed = (words: string) => words.split(',').map(word => word.trim());
const flags = [
  ...values.flags.split(' ').filter(Boolean),
  ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []),
];
const environment = Object.fromEntries(
  values.env.map(words => [words.slice(0, words.indexOf('=')), words.slice(words.indexOf('=') + 1)]),
);

interface Case {
  which: Which;
  /** Calls at once: the bot's setting, and what the backend takes. */
  atOnce: number;
  megabytes: number;
  /** Whether the burst is the first thing that it does, at the moment it is ready. */
  fresh: boolean;
}

/** A single request is measured so many times, one after another, after the first ever. */
const singles = 10;
const restMs = 3_000;
const bareRounds = 4;
const sleep = (time: number) => new Promise(resolve => setTimeout(resolve, time));

const wallOf = ({ asked }: Burst) =>
  Math.max(...asked.map(one => one.answeredAt ?? Number.NaN)) - Math.min(...asked.map(one => one.sentAt));
const megabytesOf = ({ resident, proportional }: { resident: number; proportional: number }) =>
  `${Math.round(resident / 1e6)} (${Math.round(proportional / 1e6)})`;

async function measure({ which, atOnce, megabytes, fresh }: Case): Promise<void> {
  const world = await startWorld({ ms: backendMs, bytes: megabytes * 1e6, atOnce }, environment, flags);
  try {
    const bot = await world.start(which);
    const own: number[] = [];
    let rest = '–';
    if (!fresh) {
      await sleep(restMs);
      rest = megabytesOf(bot.watched.memory().all);
      for (let nth = 0; nth <= singles; nth++)
        own.push(wallOf(await world.burst(1, `a lighthouse ${nth}`)) - backendMs);
    }
    // Often enough that Discord's side is no slower than it stays: the real one has run for longer.
    const bare: number[] = [];
    for (let nth = 0; nth < bareRounds && !fresh; nth++)
      bare.push(percentile(await world.bareAcknowledgements(requests), 0.95));
    bot.watched.peak();
    await bot.blockedMost();
    const [before, backendBefore, { user, system }] = [
      bot.watched.processorMs(),
      await world.backend(),
      process.cpuUsage(),
    ];
    const burst = await world.burst(requests, 'a harbour');
    const after = bot.watched.processorMs();
    const blocked = await bot.blockedMost();
    const watching = process.cpuUsage({ user, system });
    const backendAfter = await world.backend();
    show({ which, atOnce, megabytes, fresh }, burst, {
      ...{ own, rest, blocked, bare: bare.at(-1) ?? Number.NaN },
      peak: megabytesOf(bot.watched.peak()),
      used: Object.fromEntries(
        Object.entries(after).map(([kind, used]) => [kind, (used - (before[kind] ?? 0)) / requests]),
      ),
      harness: [
        burst.processorMs,
        backendAfter.processorMs - backendBefore.processorMs,
        (watching.user + watching.system) / 1_000,
      ].map(used => used / requests),
      calls: (backendAfter.calls - backendBefore.calls + burst.calls) / requests,
    });
  } finally {
    await world.end();
  }
}

interface Figures {
  /** Of single requests beyond the backend's time, the first ever first. */
  own: number[];
  rest: string;
  /** What the harness alone takes for an acknowledgement, p95, in milliseconds. */
  bare: number;
  peak: string;
  blocked: number | undefined;
  /** Of the processor, each kind of process, in milliseconds an image. */
  used: Record<string, number>;
  harness: number[];
  calls: number;
}

function show({ which, atOnce, megabytes, fresh }: Case, burst: Burst, figures: Figures): void {
  const { own, rest, bare, peak, blocked, used, harness, calls } = figures;
  const { asked } = burst;
  const failed = asked.filter(one => one.failed !== undefined);
  const acknowledged = asked.map(one => (one.acknowledgedAt ?? Number.NaN) - one.sentAt);
  const floor = Math.ceil(requests / atOnce) * backendMs;
  const wall = wallOf(burst);
  const { bot = 0, classifier = 0, ...others } = used;
  const rest_ = Object.values(others).reduce((sum, one) => sum + one, 0);
  row(
    fresh ? `${which}, just started` : which,
    `${requests} × ${backendMs} ms, ${atOnce} at once`,
    `${megabytes} MB`,
    (wall / 1_000).toFixed(1),
    `${(floor / 1_000).toFixed(1)}: ${(wall / floor).toFixed(2)} ×`,
    `${[0.5, 0.95].map(share => ms(percentile(acknowledged, share))).join(' / ')} (${ms(bare)})`,
    `${ms(own[0] ?? Number.NaN)} / ${ms(percentile(own.slice(1), 0.5))}`,
    [bot, classifier, rest_].map(ms).join(' + '),
    rest,
    peak,
    blocked === undefined ? '–' : ms(blocked),
    calls.toFixed(2),
    harness.map(ms).join(' + '),
    failed.length === 0 ? 0 : `${failed.length}: ${failed[0]?.failed?.slice(0, 200)}`,
  );
}

const cases: Case[] = listed(values.images).flatMap(image =>
  listed(values['at-once']).flatMap((atOnce, nth) =>
    listed(values.bots).flatMap(which =>
      (nth === 0 ? [false, true] : [false]).map(fresh => ({
        which: which as Which,
        atOnce: Number(atOnce),
        megabytes: Number(image),
        fresh,
      })),
    ),
  ),
);

await compileBot();
console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.
Times in milliseconds, memory in MB: resident, and in brackets with shared pages counted once. Of a bot all processes are
measured, without npm. Acknowledgements are timed where they arrive. The first ever request is made ${restMs / 1_000} s after READY,
the others are the median of ${singles}. Harness: Discord’s side, Hugging Face’s side, and the watching.
`);
head(
  'Bot',
  'At once × backend',
  'Image',
  'Wall s',
  'Floor s: ratio',
  'Acknowledged p50 / p95 (p95 without a bot)',
  'Own time: first ever / others',
  'Processor an image: bot + classifier + others',
  'At rest',
  'Peak',
  'Loop blocked at most',
  'Calls an image',
  'Harness’s processor an image',
  'Failed',
);
for (let round = 0; round < Number(values.rounds); round++)
  // Alternating: whoever comes first does not always.
  for (const one of round % 2 === 0 ? cases : [...cases].reverse()) await measure(one);
