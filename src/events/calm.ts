import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';

/** The longest that work waits for the acknowledgements of others. */
const calmWithinMs = 500;

/** Of a burst, everybody is acknowledged before the work for the first begins. */
export function createCalm() {
  let acknowledging = 0;
  const events = new EventEmitter().setMaxListeners(0);
  let last: Promise<unknown> = Promise.resolve();
  return {
    async during<T>(acknowledgement: Promise<T>): Promise<T> {
      acknowledging++;
      try {
        return await acknowledgement;
      } finally {
        acknowledging--;
        if (acknowledging === 0) events.emit('calm');
      }
    },
    async reached(): Promise<void> {
      if (acknowledging > 0)
        await once(events, 'calm', { signal: AbortSignal.timeout(calmWithinMs) }).catch(() => undefined);
      // One begins in each turn of the loop, so that two hundred do not hold up everything else.
      last = last.then(() => setImmediate());
      await last;
    },
  };
}
