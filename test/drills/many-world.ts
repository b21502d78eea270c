import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../src/services/queue/testing/redis-server.ts';
import { openPostgresStore } from '../../src/services/storage/postgres/store.ts';
import { type Network, startNetwork, through } from '../../src/services/storage/testing/network.ts';
import { startPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { startS3 } from '../../src/services/storage/testing/s3-server.ts';
import { end, startBot } from '../bot-process.ts';
import { compiledBot } from '../compiled-scripts.ts';
import { booksIn, startDrillWorld } from './drill-world.ts';

const drillBot = await compiledBot('test/drills/drill-bot.ts');

/** A call for a picture that is open now. */
export interface OpenCall {
  by: string;
  prompt: string;
}

const promptIn = (body: string): string => {
  try {
    const { inputs, prompt } = JSON.parse(body) as { inputs?: string; prompt?: string };
    return inputs ?? prompt ?? '';
  } catch {
    return '';
  }
};

/** Ways to the image services, one for each process, that count what the account has open. */
function createCalls(to: string) {
  const open = new Set<OpenCall>();
  const servers: { closeAllConnections(): void; close(): void }[] = [];
  let most = 0;
  let letThrough: Promise<void> = Promise.resolve();

  /** Passes the calls of one process on. Resolves to its address for them. */
  async function wayOf(by: string): Promise<string> {
    const server = createServer(async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      const call = { by, prompt: promptIn(body.toString()) };
      if (incoming.method === 'POST') open.add(call);
      most = Math.max(most, open.size);
      outgoing.once('close', () => open.delete(call));
      const { method, url = '/', headers } = incoming;
      const target = new URL(url, to);
      const passed = forward(target, { method, headers: { ...headers, host: target.host } }, async answer => {
        await letThrough;
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      passed.end(body);
    });
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${new URL(to).pathname.replace(/\/$/, '')}`;
  }

  return {
    wayOf,
    open: (): OpenCall[] => [...open],
    /** How many were open at the same time, since this was asked with `reset`. */
    most({ reset = false } = {}): number {
      const before = most;
      if (reset) most = open.size;
      return before;
    },
    /** Keeps the answers back until the returned function is called. */
    hold(): () => void {
      let release = () => {};
      letThrough = new Promise(resolve => {
        release = resolve;
      });
      return release;
    },
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

type Role = 'gateway' | 'worker';

/** Real PostgreSQL, Redis and an object store, and a bot of as many processes as a drill starts. */
export async function startManyWorld({
  callsAtOnce = 4,
  generationDelayMs = 700,
  shards = 1,
  more = {},
}: {
  callsAtOnce?: number;
  generationDelayMs?: number;
  /** With two, there is a second server, which the second shard hears. */
  shards?: 1 | 2;
  more?: Record<string, string>;
} = {}) {
  const [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
  const world = await startDrillWorld({
    generationDelayMs,
    discord: { annex: shards > 1, sharding: { shards } },
  });
  const calls = createCalls(world.huggingFace.routerUrl);
  const dir = await mkdtemp(join(tmpdir(), 'actor-drill-many-'));
  let storeUrl = await postgres.database();
  const bots = new Map<string, ReturnType<typeof startBot>>();
  const ways = new Map<string, { router: string; postgres: Network; redis: Network }>();

  const portOf = (url: string) => Number(new URL(url).port);
  /** A process keeps its ways over its restarts. */
  async function waysOf(name: string) {
    const known = ways.get(name);
    if (known) return known;
    const made = {
      router: await calls.wayOf(name),
      postgres: await startNetwork(portOf(storeUrl)),
      redis: await startNetwork(portOf(redis.url)),
    };
    ways.set(name, made);
    return made;
  }
  const bot = (name: string) => {
    const found = bots.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };

  return {
    ...world,
    postgres,
    redis,
    calls,
    dir,
    storeUrl: () => storeUrl,
    bot,
    /** What lies between a process and its database and queue. */
    waysOf,

    /** Resolves before it is ready. */
    async start(name: string, role: Role, env: Record<string, string> = {}): Promise<void> {
      const way = await waysOf(name);
      bots.set(
        name,
        startBot(
          {
            ...world.env,
            ...s3.keys,
            HTTP_PORT: '0',
            HF_MAX_CONCURRENT: String(callsAtOnce),
            BLOBS_URL: `s3://pictures/drill?endpoint=${encodeURIComponent(s3.endpoint)}`,
            STORE_URL: through(way.postgres, storeUrl),
            REDIS_URL: through(way.redis, redis.url),
            HF_ROUTER_URL: way.router,
            ROLE: role,
            DATA_DIR: join(dir, name),
            ...more,
            ...env,
          },
          dir,
          drillBot,
        ),
      );
    },
    async ready(): Promise<void> {
      for (const { ready } of bots.values()) await ready;
    },
    kill: (name: string) => end(bot(name).child, 'SIGKILL'),

    /** The database is at another port from now on, behind the address that all know. */
    databaseMoved(port: number): void {
      const address = new URL(storeUrl);
      address.port = String(port);
      storeUrl = address.href;
      for (const way of ways.values()) way.postgres.leadTo(port);
    },

    /** The books of every day, added up, as the database has them. */
    async books() {
      const store = await openPostgresStore(storeUrl, { dataDir: dir });
      return booksIn(store).finally(() => store.close());
    },
    /** Ends all processes as a stop of the service would. Resolves to their exit codes. */
    stop: () => Promise.all([...bots.values()].map(({ child }) => end(child, 'SIGTERM'))),

    async close() {
      for (const [name, { child, output }] of bots) {
        await end(child, 'SIGKILL');
        if (process.env.DRILL_LOG) console.log(`${name}:\n${output().slice(-Number(process.env.DRILL_LOG))}`);
      }
      calls.close();
      for (const way of ways.values()) {
        way.postgres.close();
        way.redis.close();
      }
      await world.close();
      await Promise.all([postgres.close(), redis.close(), s3.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type ManyWorld = Awaited<ReturnType<typeof startManyWorld>>;
