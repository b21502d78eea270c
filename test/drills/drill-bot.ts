/** The bot in a process of its own, as `npm start` runs it, but with a classifier that clears every picture. */
import { createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { createWorker } from '../../src/worker.ts';
import { clearsEverything } from './drill-vision.ts';

const config = parseConfig(process.env);
const create = config.ROLE === 'worker' ? createWorker : createBot;
const bot = create(config, createLogger(config), { vision: clearsEverything });
process.on('SIGTERM', async () => {
  await bot.stop();
  process.exit(0);
});
await bot.start();
