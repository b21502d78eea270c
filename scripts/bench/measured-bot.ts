/** The real bot in a process of its own, which says what it cost there. */
import { subscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Bot, createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import type { Vision } from '../../src/services/vision/vision.ts';
import { answerQuestions } from './child.ts';
import { clock } from './figures.ts';

export interface BotFigures {
  /** Bytes. */
  peakMemory: number;
  memoryBefore: number;
  /** How long the loop was kept from its next turn at most, in milliseconds, the 1 ms of the sampling taken off. */
  loopDelayMost: number;
  /** Processor time of all threads, in milliseconds. */
  processorMs: number;
  /** When the answer to each interaction began to leave, by the interaction's id. */
  acknowledgedAt: Record<string, number>;
}

const samplingMs = 1;
/** Every picture passes at once: what the bench calls the output check being off. */
const clearsEverything: Vision = {
  look: () => Promise.reject(new Error('no photos in this bench')),
  nudity: async () => ({ explicit: 0, suggestive: 0 }),
  faces: async () => [],
  everyFace: async () => [],
  stop: async () => {},
};

const delay = monitorEventLoopDelay({ resolution: samplingMs });
let bot: Bot;
let acknowledgedAt: Record<string, number> = {};
let peakMemory = 0;
let memoryBefore = 0;
let used = process.cpuUsage();
let profiling: Session | undefined;

// Of the client library itself: the moment at which an answer goes on its way, whatever Discord's side does then.
subscribe('undici:client:sendHeaders', message => {
  const { path } = (message as { request: { path: string } }).request;
  const id = /\/interactions\/(\d+)\/[^/]+\/callback/.exec(path)?.[1];
  if (id) acknowledgedAt[id] ??= clock();
});
setInterval(() => {
  peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
}, 20).unref();

answerQuestions({
  async start({ env, outputCheck }: { env: Record<string, string>; outputCheck: boolean }) {
    const config = parseConfig(env);
    const quiet = { write: () => {} };
    bot = createBot(
      config,
      createLogger(config, env.LOG_LEVEL ? process.stdout : quiet),
      outputCheck ? {} : { vision: clearsEverything },
    );
    await bot.start();
  },
  async begin(profile: boolean) {
    if (profile) {
      profiling = new Session();
      profiling.connect();
      await profiling.post('Profiler.enable');
      await profiling.post('Profiler.setSamplingInterval', { interval: 200 });
      await profiling.post('Profiler.start');
    }
    acknowledgedAt = {};
    memoryBefore = process.memoryUsage.rss();
    peakMemory = memoryBefore;
    used = process.cpuUsage();
    delay.enable();
    delay.reset();
  },
  async end(profileFile: string | undefined): Promise<BotFigures> {
    delay.disable();
    const { user, system } = process.cpuUsage(used);
    if (profiling) {
      const { profile } = await profiling.post('Profiler.stop');
      if (profileFile) await writeFile(profileFile, JSON.stringify(profile));
      profiling.disconnect();
      profiling = undefined;
    }
    return {
      peakMemory,
      memoryBefore,
      loopDelayMost: Math.max(0, delay.max / 1e6 - samplingMs),
      processorMs: (user + system) / 1_000,
      acknowledgedAt,
    };
  },
  stop: () => bot.stop(),
});
