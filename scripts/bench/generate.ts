/**
 * Measures /generate in the real bot with the real clients, Discord and Hugging Face embedded in other processes:
 *
 *   npm run bench -- generate [--only 200x500,1x0] [--images 0.5,2] [--at-once 20,unlimited] [--check off,on]
 *                             [--profile <folder>] [--env NAME=value]...
 *
 * `--only` takes requests at once × the backend's milliseconds. `--profile` writes what each run's main thread did.
 * `--env` sets more of the bot's environment: a setting of the bot, NODE_OPTIONS, …
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBotChild, startChild } from './child.ts';
import type { Burst } from './discord-side.ts';
import { aimed, head, ms, percentile, row } from './figures.ts';
import type { Backend } from './hugging-face-side.ts';
import type { BotFigures } from './measured-bot.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '1x0,1x500,50x0,50x500,200x0,200x500' },
    images: { type: 'string', default: '0.5,2' },
    'at-once': { type: 'string', default: '20,unlimited' },
    check: { type: 'string', default: 'off,on' },
    profile: { type: 'string' },
    env: { type: 'string', multiple: true, default: [] },
  },
});

interface Case {
  requests: number;
  backendMs: number;
  megabytes: number;
  /** Calls at once; as many as the bot can be set to, where the backend does not limit them. */
  atOnce: number;
  outputCheck: boolean;
}
interface Outcome extends Case {
  bursts: Burst[];
  bot: BotFigures;
  calls: number;
}

const unlimited = 1_000;
const model = 'black-forest-labs/FLUX.1-schnell';
/** Requests before the first one that counts: a bot that has been running is what members meet. */
const warmUps = 3;
/** A single request is measured so many times, one after another. */
const singles = 10;

const environment = Object.fromEntries(
  values.env.map(words => [words.slice(0, words.indexOf('=')), words.slice(words.indexOf('=') + 1)]),
);

const listed = (words: string) => words.split(',').map(word => word.trim());
const cases = listed(values.check).flatMap(check =>
  listed(values.images).flatMap(megabytes =>
    listed(values['at-once']).flatMap(atOnce =>
      listed(values.only).map(only => {
        const [requests = 1, backendMs = 0] = only.split('x').map(Number);
        return {
          requests,
          backendMs,
          megabytes: Number(megabytes),
          atOnce: atOnce === 'unlimited' ? unlimited : Number(atOnce),
          outputCheck: check === 'on',
        };
      }),
    ),
  ),
);

async function measure(one: Case): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
  const discord = startChild('./discord-side.ts');
  const huggingFace = startChild('./hugging-face-side.ts');
  const bot = startBotChild(environment);
  try {
    const [at, hf] = await Promise.all([
      discord.ask<{ url: string; token: string }>('address'),
      huggingFace.ask<{ hub: string; router: string; token: string }>('address'),
    ]);
    const bytes = one.megabytes * 1e6;
    const backend = { ms: one.backendMs, bytes, atOnce: one.atOnce } satisfies Backend;
    await huggingFace.ask('set', backend);
    const env = {
      DISCORD_TOKEN: at.token,
      DISCORD_API_URL: `${at.url}/api`,
      HF_TOKEN: hf.token,
      HF_ENDPOINT: hf.hub,
      HF_ROUTER_URL: hf.router,
      HF_MAX_CONCURRENT: String(one.atOnce),
      QUOTA_DAILY_TOKENS: '1000000000',
      QUOTA_MEMBER_DAILY_TOKENS: '0',
      QUEUE_MAX: '1000',
      HTTP_PORT: '0',
      OPS_PORT: '0',
      DATA_DIR: folder,
      ...environment,
    };
    await bot.ask('start', { env, outputCheck: one.outputCheck });
    await discord.ask('watch');
    const options = [{ name: 'model', value: model }];
    await discord.ask('burst', { count: warmUps, marks: 'warm-up', options });

    await huggingFace.ask('begin');
    await bot.ask('begin', values.profile !== undefined);
    const bursts: Burst[] = [];
    for (let nth = 0; nth < (one.requests === 1 ? singles : 1); nth++) {
      const marks = `a lighthouse ${nth}`;
      bursts.push(await discord.ask<Burst>('burst', { count: one.requests, marks, options }));
    }
    const file = values.profile && join(values.profile, `${nameOf(one)}.cpuprofile`);
    const figures = await bot.ask<BotFigures>('end', file);
    const { calls } = await huggingFace.ask<{ calls: number }>('count');
    await bot.ask('stop');
    return { ...one, bursts, bot: figures, calls };
  } finally {
    await Promise.all([bot.end(), discord.end(), huggingFace.end()]);
    await rm(folder, { recursive: true, force: true });
  }
}

const atOnceWords = ({ atOnce }: Case) => (atOnce === unlimited ? 'unlimited' : String(atOnce));
function nameOf(one: Case): string {
  const check = one.outputCheck ? 'checked' : 'unchecked';
  return `${one.requests}x${one.backendMs}-${one.megabytes}mb-${atOnceWords(one)}-${check}`;
}

function show(outcome: Outcome): void {
  const { requests, backendMs, atOnce, outputCheck, bursts, bot, calls } = outcome;
  const asked = bursts.flatMap(burst => burst.asked);
  const failed = asked.filter(one => one.failed !== undefined);
  const left = asked.map(one => (bot.acknowledgedAt[one.interactionId] ?? Number.NaN) - one.sentAt);
  const arrived = asked.map(one => (one.acknowledgedAt ?? Number.NaN) - one.sentAt);
  const totals = asked.map(one => (one.answeredAt ?? Number.NaN) - one.sentAt);
  const walls = bursts.map(
    burst =>
      Math.max(...burst.asked.map(one => one.answeredAt ?? Number.NaN)) -
      Math.min(...burst.asked.map(one => one.sentAt)),
  );
  const wall = percentile(walls, 0.5);
  const floor = Math.ceil(requests / atOnce) * backendMs;
  const overhead = (wall - floor) / requests;
  const ratio = wall / floor;
  const acknowledgement = [0.5, 0.95, 0.99].map(share => percentile(left, share));
  const processor = bot.processorMs / asked.length;
  const besides = bursts.reduce((total, burst) => total + burst.processorMs, 0) / asked.length;
  const discordCalls = bursts.reduce((total, burst) => total + burst.calls, 0);
  const memory = bot.peakMemory / 1e6;
  const memoryWords = `${memory.toFixed(0)} MB, ${(bot.memoryBefore / 1e6).toFixed(0)} before`;
  row(
    `${requests} × ${backendMs} ms`,
    `${outcome.megabytes} MB`,
    atOnceWords(outcome),
    outputCheck ? 'on' : 'off',
    aimed(acknowledgement.map(ms).join(' / '), acknowledgement[1] ?? Number.NaN, 50),
    ms(percentile(arrived, 0.95)),
    [0.5, 0.95].map(share => ms(percentile(totals, share))).join(' / '),
    requests === 1 && !outputCheck ? aimed(ms(overhead), overhead, 25) : ms(overhead),
    floor === 0 ? '–' : requests > 1 && !outputCheck ? aimed(ratio.toFixed(2), ratio, 1.1) : ratio.toFixed(2),
    `${ms(processor)}, Discord’s side ${ms(besides)}`,
    outputCheck ? memoryWords : aimed(memoryWords, memory, 200),
    aimed(`${ms(bot.loopDelayMost)} ms`, bot.loopDelayMost, 50),
    `${(calls / asked.length).toFixed(2)} + ${(discordCalls / asked.length).toFixed(2)}`,
    failed.length === 0 ? 0 : `${failed.length}: ${failed[0]?.failed?.slice(0, 200)}`,
  );
}

console.log(`Node ${process.version}, ${availableParallelism()} cores; ${cases.length} cases.
Times in milliseconds. The bot runs in a process of its own, which alone is measured; Discord and Hugging Face run in two others, on
the same cores. "Check off" is a classifier that clears every picture at once. Each bot has answered ${warmUps} requests before.
A single request is made ${singles} times, one after another; its overhead is the median.
Aims: acknowledgement p95 ≤ 50, overhead of a single request ≤ 25, all at once ≤ 1.1 × the floor, peak memory ≤ 200 MB, loop ≤ 50 ms.
`);
head(
  'At once × backend',
  'Image',
  'Calls at once',
  'Check',
  'Acknowledgement leaves p50 / p95 / p99',
  'arrives p95',
  'Total p50 / p95',
  'Overhead a request',
  '× floor',
  'Processor an image',
  'Peak memory',
  'Loop delay max',
  'Calls a request: HF + Discord',
  'Failed',
);
for (const one of cases) show(await measure(one));
