import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../storage/testing/free-port.ts';
import { ended, untilAnswers } from '../../storage/testing/server-process.ts';

const program = ['/usr/bin', ...(process.env.PATH ?? '').split(':')]
  .map(folder => join(folder, 'redis-server'))
  .find(existsSync);

/**
 * Whether there is a real Redis to test with (`apt-get install redis-server`). Where REDIS_TESTS is `required`, a machine
 * without one fails.
 */
export const hasRedis = program !== undefined;
if (!hasRedis && process.env.REDIS_TESTS === 'required')
  throw new Error('Redis is not installed, and REDIS_TESTS says that its tests must run');

export interface RedisServer {
  url: string;
  /** Everything that is in it is gone, as after a restart without a disk. */
  empty(): Promise<void>;
  /** As a stop of the service would: it writes what it has, and cuts its connections. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A real Redis with a folder and a port of its own. */
export async function startRedis(): Promise<RedisServer> {
  if (!program) throw new Error('Redis is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'actor-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function asking<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await question(client);
    } finally {
      client.disconnect();
    }
  }

  async function start(): Promise<void> {
    server = spawn(
      program ?? '',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await untilAnswers(server, 'Redis', () => asking(client => client.ping()));
  }

  const stop = () => ended(server, 'SIGTERM');

  await start();
  return {
    url,
    empty: async () => void (await asking(client => client.flushall())),
    start,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
