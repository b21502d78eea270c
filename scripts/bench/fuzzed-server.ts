/** The real callback server over the real training service and its file, in a process of its own, and what members feel there. */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import { actorSchema } from '../../src/services/actors/actor.ts';
import { openStore, type Store } from '../../src/services/storage/store.ts';
import { trainingJobSchema } from '../../src/services/training/job/job.ts';
import {
  ana,
  createTrainingWorld,
  guildId,
  logger,
} from '../../src/services/training/testing/training-fixture.ts';
import { answerQuestions } from './child.ts';
import { percentile } from './figures.ts';
import { type Accepted, ledBy, prepareTargets, type Targets } from './hostile/targets.ts';

export interface ServerFigures {
  /** Milliseconds: 50 %, 95 %, 99 % and the most. */
  member: number[];
  loop: number[];
  /** Bytes. */
  memory: { before: number; most: number; after: number; heapBefore: number; heapAfter: number };
  processorMs: number;
}

const memberEveryMs = 50;
const shares = [0.5, 0.95, 0.99, 1];

const delay = monitorEventLoopDelay({ resolution: 1 });
let store: Store;
let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let server: HttpServer;
let targets: Targets;
let before: unknown;
let felt: number[] = [];
let memory = { before: 0, most: 0, heapBefore: 0 };
let used = process.cpuUsage();

/** What the store says of every job and actor. */
async function stored() {
  const jobs = await (await store.collection('jobs', trainingJobSchema)).all();
  const actors = await (await store.collection('actors', actorSchema)).all();
  return { jobs: new Map(jobs.map(job => [job.id, job])), actors: new Map(actors.map(one => [one.id, one])) };
}
const heapUsed = () => {
  global.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Somebody types a name and looks at `/train status`: how long after its time that is answered. */
async function member(): Promise<void> {
  for (let due = performance.now() + memberEveryMs; ; due += memberEveryMs) {
    await new Promise(resolve => setTimeout(resolve, due - performance.now()));
    await world.actors.suggest(guildId, ana, 'nov');
    await world.training.ofMember(guildId, ana);
    // A timer may come a fraction of a millisecond early.
    felt.push(Math.max(0, performance.now() - due));
    due = Math.max(due, performance.now() - memberEveryMs);
  }
}

answerQuestions({
  async start(folder: string) {
    store = await openStore(folder);
    world = await createTrainingWorld({ store });
    targets = await prepareTargets(world);
    server = createHttpServer({
      config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
      training: world.training,
      logger,
    });
    const { url } = await server.start();
    before = await stored();
    void member();
    setInterval(() => {
      memory.most = Math.max(memory.most, process.memoryUsage.rss());
    }, 50).unref();
    return { url, targets };
  },
  begin() {
    const rss = process.memoryUsage.rss();
    memory = { before: rss, most: rss, heapBefore: heapUsed() };
    felt = [];
    used = process.cpuUsage();
    delay.enable();
    delay.reset();
  },
  end(): ServerFigures {
    delay.disable();
    const { user, system } = process.cpuUsage(used);
    return {
      member: shares.map(share => percentile(felt, share)),
      loop: shares.map(share => delay.percentile(share * 100) / 1e6),
      memory: { ...memory, after: process.memoryUsage.rss(), heapAfter: heapUsed() },
      processorMs: (user + system) / 1_000,
    };
  },
  /** Whether the jobs are as their own trainers alone left them, in the file and in memory. */
  async judge(accepted: Accepted[]): Promise<string[]> {
    const expected = before as Awaited<ReturnType<typeof stored>>;
    const now = await stored();
    const known = expected.jobs.get(targets.running.jobId);
    if (known) expected.jobs.set(known.id, ledBy(accepted, known));
    const wrong = [...expected.jobs]
      .filter(
        ([id, job]) => ![now.jobs.get(id), world.training.byId(id)].every(one => isDeepStrictEqual(one, job)),
      )
      .map(([id]) => `job ${id} is not as it should be`);
    if (now.jobs.size !== expected.jobs.size)
      wrong.push(`${now.jobs.size} jobs instead of ${expected.jobs.size}`);
    if (!isDeepStrictEqual(now.actors, expected.actors)) wrong.push('the actors have changed');
    const claim = await world.training.claim(targets.waiting);
    if (claim.outcome !== 'claimed') wrong.push('the right token does not open any more');
    return wrong;
  },
  async stop() {
    await server.stop();
    await store.close();
  },
});
