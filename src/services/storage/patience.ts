import { setImmediate, setTimeout } from 'node:timers/promises';

/** How long SQLite itself waits for a lock: on one of the few threads that files and names of hosts need too. */
export const busyTimeoutMs = 20;

const patienceMs = 15_000;
const pausesMs = { first: 25, longest: 400 };

/**
 * Repeats what found the database locked by another process (a backup, say), without holding a thread meanwhile.
 * @throws SQLITE_BUSY after 15 s
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let pause = pausesMs.first; ; pause = Math.min(pause * 2, pausesMs.longest)) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code !== 'SQLITE_BUSY') throw error;
      if (performance.now() > until) {
        // The driver closes the statement right after it has said so.
        await setImmediate();
        throw error;
      }
    }
    await setTimeout(pause * (0.5 + Math.random() / 2));
  }
}
