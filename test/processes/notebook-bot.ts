/** The bot in a process of its own whose eyes find the same good face in every photo: this is about all the rest. */
import { createHash } from 'node:crypto';
import { createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { sightOf } from '../../src/services/photos/testing/sights.ts';

const seen: string[] = [];
const config = parseConfig(process.env);
const bot = createBot(config, createLogger(config), {
  vision: {
    async look(jpeg) {
      const sha256 = createHash('sha256').update(jpeg).digest('hex');
      if (!seen.includes(sha256)) seen.push(sha256);
      return sightOf(seen.indexOf(sha256) + 1);
    },
    faces: async () => [],
    everyFace: async () => [],
    nudity: async () => ({ explicit: 0, suggestive: 0 }),
    stop: async () => {},
  },
  trainingPace: { sweepMs: 500 },
});
await bot.start();
