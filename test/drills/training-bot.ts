import { createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';

/** The bot, looking after its trainings every half second, so that a drill need not wait. */
const config = parseConfig(process.env);
const logger = createLogger(config);
const bot = createBot(config, logger, { trainingPace: { sweepMs: 500 } });
await bot.start();
logger.info('ready');
