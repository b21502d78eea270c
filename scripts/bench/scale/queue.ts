/** From a request that is added to the queue until a worker has it, beside a real Redis. */
import { startRedis } from '../../../src/services/queue/testing/redis-server.ts';
import { type Child, startChild } from '../child.ts';
import { aimed, head, ms, percentile, row } from '../figures.ts';
import { watch } from '../watched.ts';

/** More than are ever worked at, so that nothing waits for its turn. */
const atOnce = 200;
const aimMs = 10;

/** Prints a row for each number of workers and each pace. */
export async function measureQueue(workerCounts: readonly number[], seconds: number): Promise<void> {
  console.log(
    `\nOne process adds requests one by one for ${seconds} s, others take them; each is worked at for 100 ms, and none has to wait for its turn. From the call that adds it until the worker's function runs.\n`,
  );
  head('Workers', 'added a second', 'until begun p50 ms', 'p99', 'most', 'Redis ms of processor a request');
  for (const workers of workerCounts)
    for (const aSecond of [10, 100, 300]) await measureOne(workers, seconds * aSecond, aSecond);
}

async function measureOne(workers: number, count: number, aSecond: number): Promise<void> {
  const redis = await startRedis();
  const sides: Child[] = [];
  const servers = watch(process.pid, { 'redis-server': 'redis' });
  try {
    for (let nth = 0; nth <= workers; nth++) sides.push(startChild('./scale/queue-side.ts'));
    const [adding, ...taking] = sides as [Child, ...Child[]];
    for (const side of sides) await side.ask('open', { url: redis.url, atOnce });
    for (const side of taking) await side.ask('work', 100);
    await adding.ask('add', { marks: 'warm', count: 50, everyMs: 20 });
    const before = servers.processorMs().redis ?? 0;
    const added = await adding.ask<Record<string, number>>('add', {
      ...{ marks: 'measured', count, everyMs: 1_000 / aSecond },
    });
    while ((await adding.ask<number>('length')) > 0) await new Promise(resolve => setTimeout(resolve, 100));
    const used = ((servers.processorMs().redis ?? 0) - before) / count;
    const begun: Record<string, number> = {};
    for (const side of taking) Object.assign(begun, await side.ask<Record<string, number>>('begun'));
    const took = Object.entries(added).map(([id, at]) => (begun[id] ?? Number.NaN) - at);
    const p99 = percentile(took, 0.99);
    row(
      ...[workers, aSecond, ms(percentile(took, 0.5)), aimed(ms(p99), p99, aimMs)],
      ...[ms(percentile(took, 1)), used.toFixed(2)],
    );
    for (const side of sides) await side.ask('close');
  } finally {
    servers.stop();
    for (const side of sides) await side.end();
    await redis.close();
  }
}
