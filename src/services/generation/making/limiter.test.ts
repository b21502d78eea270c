import { describe, expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import { createLimiter } from './limiter.ts';

/** Work that says when it has begun and ends when it is told to. */
function gate() {
  let [open, begin] = [() => {}, () => {}];
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  const begun = new Promise<void>(resolve => {
    begin = resolve;
  });
  const work = () => {
    begin();
    return opened;
  };
  return { work, begun, open };
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error as UserError).code,
  );

describe('turns', () => {
  test('never more at once than allowed, and no fewer', async () => {
    const limiter = createLimiter({ maxConcurrent: 3, minTimeMs: 0, queueMax: 100 });
    const works = Array.from({ length: 12 }, gate);
    let [now, most] = [0, 0];
    const all = works.map(({ work }, index) =>
      limiter.run(`m${index}`, async () => {
        most = Math.max(most, ++now);
        await work();
        now--;
      }),
    );
    for (const [index, { begun }] of works.entries()) {
      await begun;
      // The others of its three begin before it ends.
      await Promise.all(works.slice(index, index + 3).map(other => other.begun));
      works[index]?.open();
    }
    await Promise.all(all);
    expect(most).toBe(3);
    expect(limiter.length()).toBe(0);
  });

  test('a member with ten waiting never holds up a member with one', async () => {
    const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 100 });
    const first = gate();
    const order: string[] = [];
    const all = [limiter.run('zoe', first.work)];
    await first.begun;
    for (let index = 0; index < 10; index++) {
      all.push(limiter.run('ana', async () => void order.push('ana')));
    }
    all.push(limiter.run('ben', async () => void order.push('ben')));
    first.open();
    await Promise.all(all);
    expect(order.indexOf('ben')).toBe(1);
    expect(order).toHaveLength(11);
  });

  test('everybody is told how many go first, down to none', async () => {
    const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 100 });
    const [one, two] = [gate(), gate()];
    const told: number[] = [];
    const all = [limiter.run('a', one.work), limiter.run('b', two.work)];
    await one.begun;
    all.push(limiter.run('ana', async () => {}, { onQueued: ahead => void told.push(ahead) }));
    expect(told).toEqual([1]);
    expect(limiter.length()).toBe(3);
    one.open();
    await two.begun;
    expect(told).toEqual([1, 0]);
    two.open();
    await Promise.all(all);
    expect(limiter.length()).toBe(0);
  });

  test('the estimate is learned from calls that succeeded', async () => {
    const limiter = createLimiter({ maxConcurrent: 2, minTimeMs: 0, queueMax: 100 });
    expect(limiter.etaSeconds(4)).toBeUndefined();
    await limiter.run('ana', async () => Promise.reject(new Error('quick'))).catch(() => undefined);
    expect(limiter.etaSeconds(4)).toBeUndefined();
    await limiter.run('ana', () => new Promise(resolve => setTimeout(resolve, 600)));
    expect(limiter.etaSeconds(4)).toBe(2);
    expect(limiter.etaSeconds(0)).toBe(0);
  });
});

test('a burst of one member does not delay the next one: 500 waiting, and the new one begins next', async () => {
  const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 1_000 });
  const first = gate();
  const order: string[] = [];
  const all = [limiter.run('zoe', first.work)];
  await first.begun;
  for (let index = 0; index < 500; index++) all.push(limiter.run('ana', async () => void order.push('ana')));
  const ben = limiter.run('ben', async () => void order.push('ben'));
  first.open();
  await ben;
  expect(order.length).toBeLessThanOrEqual(2);
  const stopped = limiter.stop();
  await Promise.allSettled(all);
  await stopped;
});

describe('bounds', () => {
  test('a full queue says so; a failure gives the place back', async () => {
    const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 2 });
    const first = gate();
    const failed = limiter.run('ana', () => first.work().then(() => Promise.reject(new Error('broken'))));
    const failure = expect(failed).rejects.toThrow('broken');
    const waiting = [1, 2].map(() => limiter.run('ana', async () => {}));
    expect(await codeOf(limiter.run('ben', async () => {}))).toBe('queue-full');
    first.open();
    await failure;
    await Promise.all(waiting);
    expect(await codeOf(limiter.run('ben', async () => {}))).toBe('ok');
  });

  test('stopping drops what waits and pauses, lets what runs end, and takes nothing new', async () => {
    const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 10 });
    const first = gate();
    const running = codeOf(limiter.run('ana', first.work));
    await first.begun;
    const waiting = codeOf(limiter.run('ben', async () => {}));
    const paused = codeOf(limiter.pause(60_000));
    const stopped = limiter.stop();
    expect(await waiting).toBe('gone');
    expect(await paused).toBe('gone');
    first.open();
    expect(await running).toBe('ok');
    await stopped;
    await limiter.stop();
    expect(await codeOf(limiter.run('ana', async () => {}))).toBe('gone');
    expect(await codeOf(limiter.pause(1))).toBe('gone');
  });
});

test('what waits can be taken out, and those behind it move up; what runs is not interrupted', async () => {
  const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 10 });
  const first = gate();
  const leaving = new AbortController();
  const told: number[] = [];
  const { signal } = leaving;
  const running = limiter.run('zoe', first.work, { signal });
  await first.begun;
  const waiting = codeOf(limiter.run('ana', async () => {}, { signal }));
  const behind = limiter.run('ben', async () => {}, { onQueued: ahead => void told.push(ahead) });
  leaving.abort(new UserError('cancelled', 'Cancelled.'));
  expect(await waiting).toBe('cancelled');
  expect(told).toEqual([1, 0]);
  first.open();
  await Promise.all([running, behind]);
  expect(await codeOf(limiter.pause(60_000, signal))).toBe('cancelled');
});

test('while it is held nothing begins, and afterwards everything does', async () => {
  const limiter = createLimiter({ maxConcurrent: 2, minTimeMs: 0, queueMax: 10 });
  limiter.hold(200);
  limiter.hold(50);
  const begun: number[] = [];
  const from = performance.now();
  await Promise.all(
    [1, 2, 3].map(() => limiter.run('ana', async () => void begun.push(performance.now() - from))),
  );
  expect(begun).toHaveLength(3);
  expect(Math.min(...begun)).toBeGreaterThanOrEqual(199);
});
