import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorkerPool } from './worker-pool.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pool of one worker that answers at once; what it was sent, and how often one ended. */
function open() {
  const sent: string[] = [];
  let ended = 0;
  const pool = createWorkerPool<string, string>({
    start: ({ onAnswer }) => ({
      send(task) {
        sent.push(task);
        queueMicrotask(() => onAnswer(task));
      },
      hold() {},
      async end() {
        ended++;
      },
    }),
    ...{ workers: 1, idleMs: 100, timeoutMs: 1_000, waitingMost: 10 },
  });
  return { pool, sent, ended: () => ended };
}

test('a worker that is prepared is there when the work comes', async () => {
  const { pool, sent, ended } = open();
  pool.prepare('load');
  await vi.advanceTimersByTimeAsync(99);
  expect([sent, ended()]).toEqual([['load'], 0]);
  expect(await pool.run('work')).toBe('work');
  expect(sent).toEqual(['load', 'work']);
});

test('one that is there is kept for what comes, and not prepared again', async () => {
  const { pool, sent, ended } = open();
  await pool.run('work');
  for (const _ of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(99);
    pool.prepare('load');
  }
  expect([sent, ended()]).toEqual([['work'], 0]);
  await vi.advanceTimersByTimeAsync(100);
  expect(ended()).toBe(1);
  await pool.stop();
  pool.prepare('load');
  expect(sent).toEqual(['work']);
});

test('where no worker starts, each job is told, and the next one finds a worker that does', async () => {
  let memory = true;
  const pool = createWorkerPool<string, string>({
    start({ onAnswer, onEnd }) {
      if (!memory) throw new Error('spawn ENOMEM');
      return {
        send: task => queueMicrotask(() => (task === 'die' ? onEnd('killed') : onAnswer(task))),
        hold() {},
        end: async () => undefined,
      };
    },
    ...{ workers: 1, idleMs: 100, timeoutMs: 1_000, waitingMost: 10 },
  });
  const dying = pool.run('die').catch(String);
  const behind = [1, 2].map(() => pool.run('work').catch(error => String(error.cause)));
  memory = false;
  expect(await dying).toMatch('its worker ended');
  expect(await Promise.all(behind)).toEqual(['Error: spawn ENOMEM', 'Error: spawn ENOMEM']);
  memory = true;
  expect(await pool.run('work')).toBe('work');
});
