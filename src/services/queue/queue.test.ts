import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Line, lines } from './testing/lines.ts';

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
const nothing = async () => {};

for (const { name, missing, begin, open, end } of lines) {
  describe.skipIf(missing)(`the queue ${name}`, () => {
    let line: Line;
    beforeAll(begin, 60_000);
    afterAll(end);
    afterEach(() => line.close());

    test('never more at once than the account may have, and no fewer', async () => {
      line = await open({ maxConcurrent: 3, queueMax: 100 });
      const works = Array.from({ length: 12 }, gate);
      let [now, most] = [0, 0];
      const ended: Promise<void>[] = [];
      for (const [at, { work }] of works.entries()) {
        const counted = async () => {
          most = Math.max(most, ++now);
          await work();
          now--;
        };
        ended.push(
          new Promise(resolve => void line.join(`r${at}`, `m${at}`, () => counted().finally(resolve))),
        );
      }
      for (const [at, { begun }] of works.entries()) {
        await begun;
        // The others of its three begin before it ends.
        await Promise.all(works.slice(at, at + 3).map(other => other.begun));
        works[at]?.open();
      }
      await Promise.all(ended);
      expect(most).toBe(3);
      await vi.waitFor(async () => expect(await line.length()).toBe(0));
    });

    test('480 requests of one member hold up twenty others by two rounds at most', async () => {
      line = await open({ maxConcurrent: 2, queueMax: 1_000 });
      const first = [gate(), gate()];
      const order: string[] = [];
      const note = (who: string) => async () => void order.push(who);
      for (const [at, { work, begun }] of first.entries()) {
        await line.join(`first${at}`, 'ana', work);
        await begun;
      }
      for (let at = 0; at < 478; at++) await line.join(`ana${at}`, 'ana', note('ana'));
      for (let at = 0; at < 20; at++) await line.join(`other${at}`, `other${at}`, note('other'));
      for (const { open: end } of first) end();
      await vi.waitFor(() => expect(order).toHaveLength(498), 30_000);
      const last = order.lastIndexOf('other');
      expect(order.slice(0, last).filter(who => who === 'ana').length).toBeLessThanOrEqual(2 * 2);
    }, 60_000);

    test('it says how many go first, down to none', async () => {
      line = await open({ maxConcurrent: 1, queueMax: 100 });
      const [one, two, three] = [gate(), gate(), gate()];
      await line.join('one', 'a', one.work);
      await one.begun;
      await line.join('two', 'b', two.work);
      await line.join('three', 'c', three.work);
      expect(await Promise.all(['one', 'two', 'three'].map(line.ahead))).toEqual([undefined, 0, 1]);
      one.open();
      await two.begun;
      await vi.waitFor(async () => expect(await line.ahead('three')).toBe(0));
      expect(await line.ahead('two')).toBeUndefined();
      two.open();
      await three.begun;
      expect(await line.ahead('three')).toBeUndefined();
      three.open();
    });

    test('what waits can be taken out, and what runs cannot', async () => {
      line = await open({ maxConcurrent: 1, queueMax: 100 });
      const running = gate();
      const begun: string[] = [];
      await line.join('running', 'a', running.work);
      await running.begun;
      await line.join('out', 'b', async () => void begun.push('out'));
      await line.join('next', 'b', async () => void begun.push('next'));
      expect(await line.leave('out')).toBe(true);
      expect(await line.leave('running')).toBe(false);
      expect(await line.leave('unknown')).toBe(false);
      running.open();
      await vi.waitFor(() => expect(begun).toEqual(['next']));
      await vi.waitFor(async () => expect(await line.length()).toBe(0));
      expect(begun).toEqual(['next']);
    });

    test('nothing begins while the other side asks to wait, and the longest counts', async () => {
      line = await open({ maxConcurrent: 2, queueMax: 100 });
      const from = performance.now();
      await line.hold(1_200);
      await line.hold(100);
      const began = new Promise<number>(resolve => {
        void line.join('held', 'a', async () => resolve(performance.now()));
      });
      expect((await began) - from).toBeGreaterThanOrEqual(1_190);
    });

    test('it learns how long they take, and says from that when one begins', async () => {
      line = await open({ maxConcurrent: 1, queueMax: 100 });
      expect(await line.etaSeconds(0)).toBeUndefined();
      await line.join('one', 'a', () => sleep(1_100));
      await vi.waitFor(async () => expect(await line.length()).toBe(0), 10_000);
      await vi.waitFor(async () => expect(await line.etaSeconds(0)).toBe(0));
      const eta = await line.etaSeconds(3);
      expect(eta).toBeGreaterThanOrEqual(3);
      expect(eta).toBeLessThan(30);
      await line.hold(60_000);
      expect(await line.etaSeconds(3)).toBeGreaterThanOrEqual(62);
    });

    test('a full queue says so', async () => {
      line = await open({ maxConcurrent: 1, queueMax: 2 });
      const running = gate();
      await line.join('running', 'a', running.work);
      await running.begun;
      await line.join('first', 'b', nothing);
      await line.join('second', 'c', nothing);
      await expect(line.join('third', 'd', nothing)).rejects.toMatchObject({
        code: 'queue-full',
        message: expect.stringMatching(/The queue is full: 2 .* waiting\. Nothing was spent/),
      });
      running.open();
    });

    test('a stop lets what runs end, and begins nothing more', async () => {
      line = await open({ maxConcurrent: 1, queueMax: 100 });
      const running = gate();
      const begun: string[] = [];
      await line.join('running', 'a', running.work);
      await running.begun;
      await line.join('next', 'b', async () => void begun.push('next'));
      let stopped = false;
      const stopping = line.stop().then(() => {
        stopped = true;
      });
      await sleep(100);
      expect(stopped).toBe(false);
      running.open();
      await stopping;
      expect(begun).toEqual([]);
    });
  });
}
