/** The real bot in a process of its own, which says what it cost there. */
import { subscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Bot, createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import type { Vision } from '../../src/services/vision/vision.ts';
import { answerQuestions } from './child.ts';
import { familyUsage } from './family.ts';
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

export interface Counted {
  /** That the bot has sent to its database. */
  statements: number;
  /** Of all threads, and of the processes that look at pictures, in milliseconds. */
  processorMs: number;
  /** Of the bot's own process alone: those of others that ended are not in the sum any more. */
  ownMs: number;
}

export interface Held {
  /** Of V8's heap after a collection, in bytes. */
  heap: number;
  /** Resident, in bytes. */
  resident: number;
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

const require = createRequire(import.meta.url);
let statements = 0;
/** Of both drivers: whoever calls this method sends one. */
function countCalls(prototype: Record<string, unknown>, method: string): void {
  const own = prototype[method] as (...given: unknown[]) => unknown;
  prototype[method] = function (...given: unknown[]) {
    statements++;
    return own.apply(this, given);
  };
}

answerQuestions({
  /** From now on; before the start. */
  async countStatements() {
    countCalls(require('sqlite3').Database.prototype, 'all');
    countCalls((await import('pg')).default.Client.prototype as never, 'query');
  },
  counted(): Counted {
    const { user, system } = process.cpuUsage();
    return { statements, processorMs: familyUsage().processorMs, ownMs: (user + system) / 1_000 };
  },
  held(): Held {
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed: heap, rss: resident } = process.memoryUsage();
    return { heap, resident };
  },
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
