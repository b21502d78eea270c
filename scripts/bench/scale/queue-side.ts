/** A process at the queue of several: it adds requests, or takes them, and says when. */
import { createLogger } from '../../../src/logger.ts';
import { openRequestQueue } from '../../../src/services/queue/bull-queue.ts';
import type { RequestQueue } from '../../../src/services/queue/request-queue.ts';
import { answerQuestions } from '../child.ts';
import { clock } from '../figures.ts';

let queue: RequestQueue;
const begun: Record<string, number> = {};

answerQuestions({
  async open({ url, atOnce }: { url: string; atOnce: number }) {
    queue = await openRequestQueue(url, {
      ...{ maxConcurrent: atOnce, minTimeMs: 0, queueMax: 100_000, secret: 'a secret of the bench' },
      logger: createLogger({ LOG_LEVEL: 'fatal', DISCORD_TOKEN: '-', HF_TOKEN: '-' }),
    });
  },
  /** Each takes so long, and nothing of the processor. */
  work: (ms: number) =>
    queue.work(async id => {
      begun[id] = clock();
      await new Promise(resolve => setTimeout(resolve, ms));
      return 'done';
    }),
  begun: () => begun,
  /** `everyMs` apart, of 50 members; resolves to when each was about to be added. */
  async add({ marks, count, everyMs }: { marks: string; count: number; everyMs: number }) {
    const added: Record<string, number> = {};
    const adding: Promise<void>[] = [];
    const from = performance.now();
    for (let nth = 0; nth < count; nth++) {
      const early = from + nth * everyMs - performance.now();
      if (early > 0) await new Promise(resolve => setTimeout(resolve, early));
      const id = `${marks}-${nth}`;
      added[id] = clock();
      adding.push(queue.add({ id, memberId: `member${nth % 50}`, pictures: 1 }));
    }
    await Promise.all(adding);
    return added;
  },
  length: () => queue.length(),
  async close() {
    await queue.stopWorking();
    await queue.close();
  },
});
