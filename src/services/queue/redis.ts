import type { Redis } from 'ioredis';
import { AwayError, unreachableIn } from '../../away.ts';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';

/** Its packages are only there where an operator installed them. @throws ConfigError */
export async function loadQueue() {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { ...bullmq, Redis: ioredis.Redis };
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new ConfigError(
      [
        'REDIS_URL is set, and the packages for it are not installed: npm run add -- queue s3 && npm run build',
      ],
      { cause },
    );
  }
}

const [leastMajor, leastMinor] = [6, 2];

/**
 * A connection for questions that are answered at once, or not at all: while Redis is away they fail, and it is opened
 * again by itself.
 * @throws ConfigError where Redis can't be used, AwayError where it doesn't answer
 */
export async function openRedis(
  url: string,
  { Redis }: Awaited<ReturnType<typeof loadQueue>>,
  logger: Logger,
) {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: tries => Math.min(200 * tries, 2_000),
  });
  let away = false;
  let opened = false;
  let latest: (Error & { code?: string }) | undefined;
  redis.on('error', error => {
    latest = error;
    if (!away && opened) logger.warn({ err: error }, 'Redis does not answer');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis answers again');
    away = false;
  });
  try {
    await redis.connect();
    await requireUsable(redis);
    opened = true;
  } catch (cause) {
    redis.disconnect();
    if (cause instanceof ConfigError) throw cause;
    const { message, code = message } = latest ?? (cause as Error & { code?: string });
    if (unreachableIn(latest ?? cause) || noAnswer.test(message))
      throw new AwayError(`REDIS_URL names a Redis that does not answer (${code}).`, { cause });
    throw new ConfigError([`REDIS_URL names a Redis that can't be used: ${code}`], { cause });
  }
  return redis;
}

/** As ioredis says it, and a Redis that is still reading its file or has lost the one that it copies. */
const noAnswer = /^(Command timed out|Connection is closed|LOADING |MASTERDOWN )/;

/** @throws ConfigError */
async function requireUsable(redis: Redis): Promise<void> {
  const [, version = '0'] = /redis_version:(\S+)/.exec(await redis.info('server')) ?? [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new ConfigError([
    `REDIS_URL names a Redis ${version}, and the bot needs ${leastMajor}.${leastMinor} or newer`,
  ]);
}
