/** A bot of one process or of several, as its operator runs it, with everything that it needs beside it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../../src/services/queue/testing/redis-server.ts';
import { startPostgres } from '../../../src/services/storage/testing/postgres-server.ts';
import { startChild } from '../child.ts';
import type { Backend } from '../hugging-face-side.ts';
import { watch } from '../watched.ts';
import { startWholeBot, type WholeBot } from '../whole-bot.ts';
import type { Deed, Done } from './crowd-side.ts';

/** `sqlite` and `postgres` are one process; a number is a gateway and so many workers. */
export type Shape = 'sqlite' | 'postgres' | number;

export interface Shaped {
  /** The first one hears members. */
  bots: WholeBot[];
  act(member: number, deed: Deed): Promise<Done>;
  /** Statements that PostgreSQL and Redis were sent so far. */
  statements(): Promise<Record<'postgres' | 'redis', number>>;
  /** Processor time so far, in milliseconds: of the bots, the servers, and what else belongs to the bench. */
  used(): Record<string, number>;
  end(): Promise<void>;
}

const servers = {
  ...{ postgres: 'PostgreSQL', 'redis-server': 'Redis', 's3-side': 'S3' },
  ...{ 'crowd-side': 'Discord', 'hugging-face-side': 'Hugging Face' },
};

export const shapeOf = (word: string): Shape =>
  word === 'sqlite' || word === 'postgres' ? word : Number(word);

export const shapeName = (shape: Shape): string =>
  shape === 'sqlite'
    ? 'one process, SQLite'
    : shape === 'postgres'
      ? 'one process, PostgreSQL'
      : `a gateway and ${shape} worker${shape === 1 ? '' : 's'}`;

/** `guilds` servers with so many channels each, of whose members the first `atHome` are in the first one. `flags` are for the Node of the bots. */
export async function startShape(
  shape: Shape,
  {
    backend,
    guilds = 1,
    channels = 1,
    atHome = 0,
    env = {},
    flags = [],
  }: {
    backend: Backend;
    guilds?: number;
    channels?: number;
    atHome?: number;
    env?: Record<string, string>;
    flags?: readonly string[];
  },
): Promise<Shaped> {
  const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const end = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  function child(script: string) {
    const one = startChild(script);
    closers.push(() => one.end());
    return one;
  }
  const counters = { postgres: async () => 0, redis: async () => 0 };
  async function database(): Promise<Record<string, string>> {
    const postgres = await startPostgres();
    closers.push(postgres.close);
    const url = await postgres.database();
    counters.postgres = () => transactionsOf(url);
    return { STORE_URL: url };
  }
  async function shared(): Promise<Record<string, string>> {
    const redis = await startRedis();
    closers.push(redis.close);
    counters.redis = () => commandsOf(redis.url);
    const s3 = await child('./scale/s3-side.ts').ask<Record<string, string>>('address');
    return { REDIS_URL: redis.url, ...s3 };
  }
  try {
    const discord = child('./scale/crowd-side.ts');
    const huggingFace = child('./hugging-face-side.ts');
    const at = await discord.ask<{ url: string; token: string }>('address');
    const hf = await huggingFace.ask<{ hub: string; router: string; token: string }>('address');
    await huggingFace.ask('set', backend);
    const settings = {
      ...{ DISCORD_TOKEN: at.token, DISCORD_API_URL: `${at.url}/api`, HF_TOKEN: hf.token },
      ...{ HF_ENDPOINT: hf.hub, HF_ROUTER_URL: hf.router, HF_MAX_CONCURRENT: String(backend.atOnce) },
      ...{
        QUOTA_DAILY_TOKENS: '1000000000',
        QUOTA_MEMBER_DAILY_TOKENS: '0',
        QUEUE_MAX: '10000',
        HTTP_PORT: '0',
        // What it says about Node would stand in the middle of a table.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      ...(shape === 'sqlite' ? {} : await database()),
      ...(typeof shape === 'number' ? await shared() : {}),
      ...env,
    };
    const roles = typeof shape === 'number' ? ['gateway', ...Array<string>(shape).fill('worker')] : ['all'];
    // Commands are registered while there is one server: each of the others would be asked for its own.
    const first = await startWholeBot('ours', {
      ...settings,
      ...{ ROLE: roles[0] ?? 'all', DATA_DIR: join(folder, '0') },
    });
    await first.stop();
    await discord.ask('guilds', { count: guilds, atHome, channels });
    const bots: WholeBot[] = [];
    for (const [nth, role] of roles.entries()) {
      const own = { ROLE: role, DATA_DIR: join(folder, String(nth)) };
      const bot = await startWholeBot('ours', { ...settings, ...own }, flags);
      bots.push(bot);
      closers.push(() => bot.stop());
    }
    const beside = watch(process.pid, servers);
    closers.push(async () => beside.stop());
    return {
      bots,
      statements: async () => ({ postgres: await counters.postgres(), redis: await counters.redis() }),
      act: (member, deed) => discord.ask<Done>('act', { member, deed }),
      used() {
        const sums: Record<string, number> = {};
        for (const [nth, bot] of bots.entries()) {
          const who = nth === 0 ? 'gateway' : 'workers';
          const used = Object.values(bot.watched.processorMs()).reduce((sum, one) => sum + one, 0);
          sums[who] = (sums[who] ?? 0) + used;
        }
        const all = beside.processorMs();
        for (const name of Object.values(servers)) if (all[name]) sums[name] = all[name];
        return sums;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** What is counted is told to others after a second, or when a connection ends. */
const toldAfterMs = 1_500;

/** Nearly every statement of the bot is a transaction of its own. */
async function transactionsOf(url: string): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, toldAfterMs));
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ many: string }>(
    'SELECT xact_commit AS many FROM pg_stat_database WHERE datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.many);
}

async function commandsOf(url: string): Promise<number> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url);
  const stats = await client.info('stats');
  client.disconnect();
  return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]);
}
