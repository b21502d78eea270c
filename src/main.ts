import { config as loadDotenv } from 'dotenv';
import { createBot } from './bot.ts';
import { type Config, ConfigError, parseConfig, StartError } from './config.ts';
import { createLogger, type Logger } from './logger.ts';
import { createShardProcesses, toldToStop } from './shard-processes.ts';
import { createPersistent } from './start-again.ts';
import { createWorker } from './worker.ts';

/**
 * How long a stop may take before the process ends regardless: paid calls are let end where they can. What has not ended
 * by then is stored as under way, and the next start sees to it.
 */
const stopWithinMs = 25_000;

// What the bot and the trainers that it starts write is for this user alone.
process.umask(0o077);
loadDotenv({ quiet: true });
try {
  await run(parseConfig(process.env));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error instanceof ConfigError ? listed(error) : error.message);
  process.exitCode = 1;
}

function listed({ problems }: ConfigError): string {
  const list = problems.map(problem => `  • ${problem}`).join('\n');
  return (
    `The bot cannot start until these settings are right:\n\n${list}\n\n` +
    'Copy .env.example to .env and fill them in there.\n' +
    'To try everything without any account: npm run playground'
  );
}

/** Of several shards, each says in every line which it is. */
function namedLogger(config: Config): Logger {
  const logger = createLogger(config);
  const { SHARDS } = config;
  return 'start' in SHARDS || SHARDS.count === 1
    ? logger
    : logger.child({ shard: `${SHARDS.ids}/${SHARDS.count}` });
}

/** Starts the bot and sees to its end. @throws StartError */
async function run(config: Config): Promise<void> {
  const logger = namedLogger(config);
  const create =
    'start' in config.SHARDS ? createShardProcesses : config.ROLE === 'worker' ? createWorker : createBot;
  const onLost = () => void stop('gateway lost', 1);
  const bot = createPersistent(() => create(config, logger, { onLost }), logger);

  let stopping = false;
  const stop = async (why: string, exitCode = 0) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => {
      logger.warn('what still runs is left to the next start');
      process.exit(exitCode);
    }, stopWithinMs).unref();
    await bot.stop();
    process.exit(exitCode);
  };
  let wasTold = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Ctrl-C reaches the one that started it as well, whose word may have been faster: it is no second one.
      if (!wasTold) void stop(signal);
      wasTold = false;
    });
  const hearNoMore = toldToStop(why => {
    if (stopping) return;
    wasTold = true;
    void stop(why);
  });
  process.on('uncaughtException', error => {
    logger.fatal({ err: error }, 'an error nobody caught');
    void stop('a fault', 1);
  });
  process.on('unhandledRejection', error => {
    logger.error({ err: error }, 'a promise nobody waited for failed');
  });

  try {
    await bot.start();
  } catch (error) {
    hearNoMore();
    if (error instanceof StartError) throw error;
    // Through the log, which strikes out secrets: a library's error may hold one.
    logger.fatal({ err: error }, 'the bot could not start');
    process.exitCode = 1;
  }
}
