import Bottleneck from 'bottleneck';
import { UserError } from '../../errors.ts';

/** What stands between the bot and Hugging Face: every call waits here for its turn. */
export interface Limiter {
  /**
   * Runs the work when it is its turn. A member's work waits behind that of members who have less waiting.
   * @throws UserError queue-full; whatever the work throws.
   */
  run<T>(memberId: string, work: () => Promise<T>): Promise<T>;
  /** How many wait or run now. */
  length(): number;
  /** Drops what waits and resolves once what runs has ended. */
  stop(): Promise<void>;
}

export function createLimiter(limits: {
  maxConcurrent: number;
  minTimeMs: number;
  queueMax: number;
}): Limiter {
  const bottleneck = new Bottleneck({ maxConcurrent: limits.maxConcurrent, minTime: limits.minTimeMs });
  const waiting = new Map<string, number>();
  const length = () => {
    const { RECEIVED, QUEUED, RUNNING, EXECUTING } = bottleneck.counts();
    return RECEIVED + QUEUED + RUNNING + EXECUTING;
  };
  return {
    length,
    async run(memberId, work) {
      if (length() - bottleneck.counts().EXECUTING >= limits.queueMax) {
        throw new UserError(
          'queue-full',
          'The queue is full at the moment. Nothing was spent; try again in a few minutes.',
        );
      }
      const backlog = waiting.get(memberId) ?? 0;
      waiting.set(memberId, backlog + 1);
      try {
        return await bottleneck.schedule({ priority: Math.min(9, backlog) }, work);
      } catch (error) {
        if (error instanceof Bottleneck.BottleneckError) {
          throw new UserError('gone', 'The bot is restarting. Nothing was spent; ask again in a minute.', {
            cause: error,
          });
        }
        throw error;
      } finally {
        const left = (waiting.get(memberId) ?? 1) - 1;
        if (left > 0) waiting.set(memberId, left);
        else waiting.delete(memberId);
      }
    },
    async stop() {
      await bottleneck.stop({ dropWaitingJobs: true });
    },
  };
}
