/** What each command costs a bot with so many servers, images and actors: statements, processor time, memory. */
import { type Child, startBotChild, startChild } from '../child.ts';
import { copyGenerations } from '../copy-rows.ts';
import { aimed, head, ms, percentile, row } from '../figures.ts';
import { fillActors } from '../fill-actors.ts';
import type { Backend } from '../hugging-face-side.ts';
import type { Counted, Held } from '../measured-bot.ts';
import { watch } from '../watched.ts';
import type { Deed, Done } from './crowd-side.ts';
import { fillGuilds } from './fill-guilds.ts';
import { type Engine, type EngineName, startEngine } from './servers.ts';

export interface Size {
  guilds: number;
  images: number;
  actors: number;
}

/** How often each command, and of which ones: those whose name has this in it. */
export interface Which {
  times: number;
  only: string;
}

const backend: Backend = { ms: 20, bytes: 100_000, atOnce: 20 };
const model = 'black-forest-labs/FLUX.1-schnell';
const warmUps = 3;
/** Whoever acts in the first server, which has all the actors and images. */
const member = 0;
const restSeconds = 65;

const prompt = (text: string) => ({ name: 'prompt', value: text });
const sub = (name: string, ...options: object[]) => [{ name, options }];
const command = (name: string, ...options: object[]): Deed => ({ kind: 'command', name, options });

const typing =
  (focused: string) =>
  (nth: number): Deed => ({
    ...{ kind: 'type', name: 'generate', focused },
    options: [
      prompt('a lighthouse'),
      { name: focused, value: ['', 'a', 'ada', 'nov', 'zzz', 'tana'][nth % 6] },
    ],
  });

const deeds: Record<string, (nth: number) => Deed> = {
  '/generate': nth =>
    command('generate', prompt(`a lighthouse number ${nth}`), { name: 'model', value: model }),
  'Re-roll': () => ({ kind: 'press', label: 'Re-roll' }),
  'typing an actor': typing('actor'),
  'typing a model': typing('model'),
  '/gallery': () => command('gallery'),
  '/actor list': () => command('actor', ...sub('list')),
  '/actor show': nth => command('actor', ...sub('show', { name: 'actor', value: `actor${nth % 10}` })),
  '/models list': () => command('models', ...sub('list')),
  '/train status': () => command('train', ...sub('status')),
  '/quota': () => command('quota'),
  '/status': () => command('status'),
  '/help': () => command('help'),
};

/** Each of them on engines of their own; prints a table for each. */
export async function measureCommands(
  engines: EngineName[],
  sizes: Size[],
  { times, only }: Which,
): Promise<void> {
  for (const engine of engines) for (const size of sizes) await measureOne(engine, size, { times, only });
}

async function measureOne(name: EngineName, size: Size, which: Which): Promise<void> {
  const engine = await startEngine(name);
  const discord = startChild('./scale/crowd-side.ts');
  const huggingFace = startChild('./hugging-face-side.ts');
  const bots: Child[] = [];
  const servers = watch(process.pid, { postgres: 'postgres' });
  try {
    await huggingFace.ask('set', backend);
    const env = await settingsOf(engine, discord, huggingFace);
    const first = startBotChild({});
    bots.push(first);
    await first.ask('start', { env, outputCheck: true });
    await act(discord, deeds['/generate'], 0);
    await first.ask('stop');
    await first.end();
    await fill(engine, size);
    await discord.ask('guilds', { count: size.guilds, atHome: 50 });
    const bot = startBotChild({});
    bots.push(bot);
    await bot.ask('countStatements');
    const began = performance.now();
    await bot.ask('start', { env, outputCheck: true });
    const readyMs = performance.now() - began;
    await act(discord, deeds['/generate'], 1);
    const used = () => servers.processorMs().postgres ?? 0;
    const bytes = await engine.bytes();
    await show({ name, size, ...which, discord, bot, readyMs, bytes, used });
    await bot.ask('stop');
  } finally {
    servers.stop();
    await Promise.all([...bots, discord, huggingFace].map(child => child.end()));
    await engine.end();
  }
}

async function settingsOf({ env }: Engine, discord: Child, huggingFace: Child) {
  const at = await discord.ask<{ url: string; token: string }>('address');
  const hf = await huggingFace.ask<{ hub: string; router: string; token: string }>('address');
  return {
    ...{ DISCORD_TOKEN: at.token, DISCORD_API_URL: `${at.url}/api`, HF_TOKEN: hf.token },
    ...{ HF_ENDPOINT: hf.hub, HF_ROUTER_URL: hf.router, HF_MAX_CONCURRENT: String(backend.atOnce) },
    ...{ QUOTA_DAILY_TOKENS: '1000000000', QUOTA_MEMBER_DAILY_TOKENS: '0' },
    ...{ HTTP_PORT: '0', OPS_PORT: '0' },
    ...env,
  };
}

async function fill(engine: Engine, { guilds, images, actors }: Size): Promise<void> {
  const store = await engine.open();
  await fillGuilds(store, guilds);
  await fillActors(store, actors);
  await store.close();
  await copyGenerations(engine.place, images);
}

async function act(discord: Child, deed: ((nth: number) => Deed) | undefined, nth: number): Promise<Done> {
  const done = await discord.ask<Done>('act', { member, deed: deed?.(nth) });
  if (done.failed) throw new Error(`the bot answered ${done.failed}`);
  return done;
}

interface Measured extends Which {
  name: EngineName;
  size: Size;
  discord: Child;
  bot: Child;
  readyMs: number;
  /** On disk. */
  bytes: number;
  /** Processor time of the database's own processes so far. */
  used: () => number;
}

async function show({
  name,
  size,
  times,
  only,
  discord,
  bot,
  readyMs,
  bytes,
  used,
}: Measured): Promise<void> {
  const { heap, resident } = await bot.ask<Held>('held');
  const words = Object.entries(size).map(([what, many]) => `${many.toLocaleString('en')} ${what}`);
  console.log(`\n### ${name}: ${words.join(', ')}\n
Ready after ${ms(readyMs)} ms; ${mb(bytes)} MB of records on disk; ${mb(heap)} MB in V8's heap, ${mb(resident)} MB resident.\n`);
  head('What', 'statements', 'ms of processor: bot', 'database', 'answered p50 ms', 'p99');
  let nth = 1_000;
  for (const [what, deed] of Object.entries(deeds)) {
    if (!what.includes(only)) continue;
    for (let warm = 0; warm < warmUps; warm++) await act(discord, deed, nth++);
    const [before, database] = [await bot.ask<Counted>('counted'), used()];
    const took: number[] = [];
    // Quick ones are done more often: their slowest counts.
    const often = what.startsWith('typing') ? 10 * times : times;
    for (let time = 0; time < often; time++) took.push((await act(discord, deed, nth++)).answeredMs);
    const after = await bot.ask<Counted>('counted');
    const p99 = percentile(took, 0.99);
    row(
      what,
      ((after.statements - before.statements) / often).toFixed(1),
      ms((after.processorMs - before.processorMs) / often),
      name === 'sqlite' ? 'in the bot' : ms((used() - database) / often),
      ms(percentile(took, 0.5)),
      what.startsWith('typing') ? aimed(ms(p99), p99, 20) : ms(p99),
    );
  }
  if (only) return;
  const [before, database] = [await bot.ask<Counted>('counted'), used()];
  await new Promise(resolve => setTimeout(resolve, restSeconds * 1_000));
  const after = await bot.ask<Counted>('counted');
  const minute = restSeconds / 60;
  row(
    'a minute in which nobody asks',
    ((after.statements - before.statements) / minute).toFixed(0),
    ms((after.ownMs - before.ownMs) / minute),
    name === 'sqlite' ? 'in the bot' : ms((used() - database) / minute),
    '–',
    '–',
  );
  const held = await bot.ask<Held>('held');
  console.log(`\nAfterwards ${mb(held.heap)} MB in V8's heap, ${mb(held.resident)} MB resident.`);
}

const mb = (bytes: number) => Math.round(bytes / 1e6);
