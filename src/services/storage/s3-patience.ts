import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../logger.ts';

const pausesMs = { first: 200, longest: 2_000 };

export const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
export const nameOf = (error: unknown) => (error as Error).name;
/** What stores of several makers say where a bucket may hold no more. */
export const isFull = (error: unknown) =>
  statusOf(error) === 507 ||
  /^(QuotaExceeded|XMinioStorageFull|XMinioAdminBucketQuotaExceeded)$/.test(nameOf(error));

/** Whether it may work a moment later: nobody answered, or the store said that it can't now. */
function mayPass(error: unknown): boolean {
  if (isFull(error) || nameOf(error) === 'CredentialsProviderError') return false;
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 408 || status === 429;
}

/** Repeats what found the object store away, for so long (ms). Amazon's library alone gives up after a few seconds. */
export type S3Patience = <T>(mostMs: number, work: () => Promise<T>) => Promise<T>;

export function createS3Patience(stopping: AbortSignal, logger: Logger | undefined): S3Patience {
  let away = false;
  return async (mostMs, work) => {
    const until = performance.now() + mostMs;
    for (let pause = pausesMs.first; ; pause = Math.min(pause * 2, pausesMs.longest)) {
      try {
        const result = await work();
        if (away) logger?.info('the object store answers again');
        away = false;
        return result;
      } catch (error) {
        if (!mayPass(error)) throw error;
        if (!away) logger?.error({ err: error }, 'the object store does not answer');
        away = true;
        if (performance.now() >= until || stopping.aborted) throw error;
      }
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal: stopping }).catch(() => undefined);
    }
  };
}
