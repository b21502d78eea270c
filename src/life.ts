import type { Logger } from './logger.ts';

export interface Bot {
  /** Resolves once Discord has said READY and the commands are as they should be. */
  start(): Promise<void>;
  /**
   * Takes requests for images for the next start and nothing else, lets what runs end, and closes everything. Waits for a
   * start under way.
   */
  stop(): Promise<void>;
}

/** Takes what is to be closed, the latest first. */
export type OnStop = (close: () => Promise<unknown> | unknown) => void;

/** Starts once and stops once, however often it is told to, and closes whatever a start that failed had opened. */
export function createLife(
  logger: Logger,
  begin: (onStop: OnStop, isStopping: () => boolean, stopping: AbortSignal) => Promise<void>,
  explain: (error: unknown) => unknown,
): Bot {
  const closers: Parameters<OnStop>[0][] = [];
  let starting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  const stopping = new AbortController();

  function stop(): Promise<void> {
    stopped ??= (async () => {
      stopping.abort();
      await starting?.catch(() => undefined);
      for (const close of closers.splice(0)) {
        try {
          await close();
        } catch (error) {
          logger.warn({ err: error }, 'something did not close cleanly');
        }
      }
    })();
    return stopped;
  }

  return {
    async start() {
      starting = begin(
        close => closers.unshift(close),
        () => stopped !== undefined,
        stopping.signal,
      );
      try {
        await starting;
      } catch (error) {
        await stop();
        throw explain(error);
      }
    },
    stop,
  };
}
