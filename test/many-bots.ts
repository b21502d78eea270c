import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlaygroundOptions, startPlayground } from '@ai-actor/playground';
import { connectMember, ids } from '@ai-actor/playground/discord';
import { startRedis } from '../src/services/queue/testing/redis-server.ts';
import { startPostgres } from '../src/services/storage/testing/postgres-server.ts';
import { startS3 } from '../src/services/storage/testing/s3-server.ts';
import { end, startBot } from './bot-process.ts';
import { startGate } from './gate.ts';

/** What several processes share: a real PostgreSQL, Redis, and an object store. */
export async function startShared() {
  const [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
  return {
    ...{ postgres, redis, s3 },
    close: () => Promise.all([postgres.close(), redis.close(), s3.close()]),
  };
}

/** The embedded world with a member in it, and a bot of as many processes as a test starts. */
export async function startManyBots(
  { postgres, redis, s3 }: Awaited<ReturnType<typeof startShared>>,
  options: PlaygroundOptions = {},
) {
  const dir = await mkdtemp(join(tmpdir(), 'actor-many-'));
  await redis.empty();
  const playground = await startPlayground(options);
  const gate = await startGate(playground.env.INFERENCE_ENDPOINT_URL ?? '');
  const env: Record<string, string> = {
    ...playground.env,
    HTTP_PORT: '0',
    STORE_URL: await postgres.database(),
    REDIS_URL: redis.url,
    INFERENCE_ENDPOINT_URL: gate.url,
    ...s3.keys,
    BLOBS_URL: `s3://pictures/bot?endpoint=${encodeURIComponent(s3.endpoint)}`,
  };
  const mara = await connectMember(playground.url, ids.members.mara);
  const bots: ReturnType<typeof startBot>[] = [];
  return {
    ...{ dir, playground, gate, env, mara },
    /** A process with a folder of its own, by its name. */
    start(role: 'gateway' | 'worker' | 'all', name: string = role, more: Record<string, string> = {}) {
      const bot = startBot({ ...env, ROLE: role, DATA_DIR: join(dir, name), ...more }, dir);
      bots.push(bot);
      return bot;
    },
    async close(failed: boolean) {
      for (const { child, output } of bots.splice(0)) {
        await end(child, 'SIGKILL');
        if (failed) console.log(output().slice(-4_000));
      }
      await mara.close();
      gate.close();
      gate.server.close();
      await playground.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
