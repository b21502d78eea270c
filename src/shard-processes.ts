import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { REST, type RESTGetAPIGatewayBotResult, Routes, type Shard, ShardingManager } from 'discord.js';
import { type Config, StartError } from './config.ts';
import { explainStart } from './explain-start.ts';
import { type Bot, createLife, type OnStop } from './life.ts';
import type { Logger } from './logger.ts';
import { folderOf } from './shards.ts';

/** Discord lets so many shards identify in this time as it says in `max_concurrency`; a little more, for the way there. */
const identifyWindowMs = 5_500;
const againAfterMs = { first: 1_000, longest: 60_000 };
/** One that ran this long was well. */
const wellAfterMs = 60_000;
const longerThan = (ms: number) => Math.min(ms * 2, againAfterMs.longest);
const stopWord = 'stop';

/** What a shard's process gets instead of the settings that it can't share with the others on this machine. */
function ownSettings({ DATA_DIR, OPS_PORT }: Config, shard: number): Record<string, string> {
  return {
    DATA_DIR: folderOf(DATA_DIR, shard),
    OPS_PORT: String(OPS_PORT === 0 ? 0 : OPS_PORT + shard),
  };
}

/**
 * Starts a process for each shard, and another one for each that ends. It hears no members itself. `onLost` is called when all
 * has to be started anew.
 */
export function createShardProcesses(
  config: Config,
  logger: Logger,
  { onLost = () => {} }: { onLost?: () => void } = {},
): Bot {
  return createLife(logger, start, error => explainStart(error, config));

  async function start(onStop: OnStop, isStopping: () => boolean, stopping: AbortSignal): Promise<void> {
    const pause = (ms: number) => setTimeout(ms, undefined, { signal: stopping }).catch(() => undefined);
    const told = once(stopping, 'abort');
    const rest = new REST({ api: config.DISCORD_API_URL }).setToken(config.DISCORD_TOKEN);
    const wanted = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
    const asked = 'start' in config.SHARDS ? config.SHARDS.start : config.SHARDS.count;
    const count = asked === 'auto' ? wanted.shards : asked;
    const everyMs = identifyWindowMs / wanted.session_start_limit.max_concurrency;
    if (count < wanted.shards)
      logger.warn({ count, wanted: wanted.shards }, 'Discord recommends more shards');

    const manager = new ShardingManager(process.argv[1] ?? '', {
      ...{ mode: 'process', token: config.DISCORD_TOKEN, totalShards: count },
      // It would start one again at once, for ever: Discord lets a bot identify a thousand times a day.
      respawn: false,
      // What limits and gives back memory is for the processes that do the work.
      execArgv: process.execArgv,
    });
    manager.on('shardCreate', shard => {
      Object.assign(shard.env ?? {}, ownSettings(config, shard.id));
      shard.on('error', error => logger.error({ err: error, shard: shard.id }, 'a shard'));
      shard.on('spawn', () => shard.process?.on('error', error => failed(shard, error)));
    });
    /** Where the system has no room for a process (EAGAIN), Node says no more than this, and discord.js nothing. */
    function failed(shard: Shard, error: unknown): void {
      logger.error({ err: error, shard: shard.id }, 'the process of a shard');
      if (!shard.process || shard.process.pid !== undefined) return;
      shard.emit('death', shard.process);
      shard.process = null;
    }
    const ended = new Set<Promise<unknown>>();
    onStop(async () => {
      for (const shard of manager.shards.values()) await shard.send(stopWord).catch(() => undefined);
      await Promise.all(ended);
    });

    /**
     * Resolves once it hears members, or a stop waits for that. @throws StartError if it ended itself before; another error
     * where it was killed, or there was no room for a process
     */
    async function spawn(shard: Shard): Promise<void> {
      const spawning = shard.spawn(-1);
      // An error may be said directly after it.
      const death = once(shard, 'death');
      const { pid } = await spawning;
      ended.add(death);
      void death.then(() => ended.delete(death));
      const dead = death.then(([child]: { signalCode?: unknown }[]) => {
        if (pid === undefined) throw new Error('the system started no process');
        // Nobody but the system, which needed the memory, or somebody's hand: it did not end by itself.
        if (child?.signalCode) throw new Error(`the process was ended by ${child.signalCode}`);
        throw new StartError(`Shard ${shard.id} ended before it was ready: its own words are above.`);
      });
      if (pid !== undefined) logger.info({ shard: shard.id, pid }, 'a shard was started');
      await Promise.race([once(shard, 'ready'), dead, told]);
    }

    /**
     * The first time: what keeps a shard from starting keeps all of them, unless its process was killed, or there was no room for
     * one. A process that can't reach what it needs tries again itself.
     */
    async function begin(shard: Shard): Promise<void> {
      for (let pauseMs = againAfterMs.first; !isStopping(); pauseMs = longerThan(pauseMs)) {
        try {
          return await spawn(shard);
        } catch (error) {
          if (error instanceof StartError) throw error;
          logger.error({ err: error, shard: shard.id, againInMs: pauseMs }, 'a shard could not be started');
          await pause(pauseMs);
        }
      }
    }

    async function keep(shard: Shard): Promise<void> {
      for (let pauseMs = againAfterMs.first; !isStopping(); ) {
        const since = performance.now();
        if (shard.process) await once(shard, 'death');
        if (isStopping()) return;
        if (performance.now() - since > wellAfterMs) pauseMs = againAfterMs.first;
        logger.error({ shard: shard.id, againInMs: pauseMs }, 'a shard ended');
        await pause(pauseMs);
        pauseMs = longerThan(pauseMs);
        if (isStopping()) return;
        await spawn(shard).catch(error =>
          logger.warn({ err: error, shard: shard.id }, 'a shard did not start'),
        );
      }
    }

    for (let id = 0; id < count && !isStopping(); id++) {
      const shard = manager.createShard(id);
      await Promise.all([begin(shard), id + 1 < count ? pause(everyMs) : undefined]);
      keep(shard).catch(error => {
        logger.fatal({ err: error, shard: id }, 'a shard is not looked after any more');
        if (!isStopping()) onLost();
      });
    }
    if (!isStopping()) logger.info({ shards: count }, 'all shards are ready');
  }
}

/**
 * In the process of a shard: calls `stop` once whoever started it says so, or is gone. The returned function ends that, so
 * that a process that could not start can end.
 */
export function toldToStop(stop: (why: string) => void): () => void {
  if (process.env.SHARDING_MANAGER === undefined) return () => undefined;
  const gone = () => stop('the one that started it is gone');
  // Loading takes a second or two.
  if (!process.connected) gone();
  process.on('message', message => message === stopWord && stop('told by the one that started it'));
  process.on('disconnect', gone);
  return () => {
    process.off('disconnect', gone);
    if (process.connected) process.disconnect();
  };
}
