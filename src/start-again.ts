import { setTimeout } from 'node:timers/promises';
import { AwayError } from './away.ts';
import type { Bot } from './life.ts';
import type { Logger } from './logger.ts';

const againAfterMs = { first: 1_000, longest: 60_000 };

/**
 * A bot whose start is tried again while something that it needs does not answer, after pauses that grow up to a minute. What an
 * operator has to mend ends it at once: whoever starts it anew, such as systemd, gives up after some attempts.
 */
export function createPersistent(
  create: () => Bot,
  logger: Logger,
  { first, longest }: typeof againAfterMs = againAfterMs,
): Bot {
  const stopping = new AbortController();
  let bot: Bot | undefined;
  return {
    async start() {
      for (let againInMs = first; !stopping.signal.aborted; againInMs = Math.min(againInMs * 2, longest)) {
        // A start that failed has closed what it opened, for good.
        bot = create();
        try {
          return await bot.start();
        } catch (error) {
          if (!(error instanceof AwayError) || stopping.signal.aborted) throw error;
          logger.error({ againInMs }, error.message);
        }
        await setTimeout(againInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    },
    async stop() {
      stopping.abort();
      await bot?.stop();
    },
  };
}
