import { setTimeout } from 'node:timers/promises';
import { InferenceClientProviderApiError } from '@huggingface/inference';
import { retryAfterIn } from '../retry-after.ts';
import { bytesWithin, errorBodyOf } from './bounded-body.ts';
import type { QueuePlace } from './read-answer.ts';

/** How the queue is asked, along which every question goes. */
export interface QueueAccess {
  /** The router's address. */
  router: string;
  /** What stands behind the `?` of the request that was queued. */
  search: string;
  headers: Record<string, string>;
  fetch: typeof fetch;
  signal: AbortSignal;
  /** Between two questions. */
  everyMs: number;
}

/** A queue that ended a request without a picture. */
export class QueueFailedError extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the queue ended the request without a picture');
    this.name = 'QueueFailedError';
    this.reason = reason;
  }
}

/** Questions in a row that may go unanswered. */
const troublesMost = 6;
const longestPauseMs = 10_000;
const bodyBytesMost = 1024 * 1024;

/**
 * Waits for a queued picture and resolves to what the queue says of it. Asking changes nothing, so a question that
 * meets trouble is repeated: by then the picture is paid for. The client's own waiting is not used: it gives up at the
 * first 500, takes whatever the result's answer is for a result, and downloads from wherever it is told to, without end.
 * @throws QueueFailedError; InferenceClientProviderApiError; the signal's reason
 */
export async function waitInQueue({ provider, path }: QueuePlace, access: QueueAccess): Promise<unknown> {
  const at = (rest: string) => `${access.router}/${provider}${path}${rest}${access.search}`;
  if (provider === 'fal-ai') {
    await until(async () => {
      const { status } = (await ask(at('/status'), access)) as { status?: unknown };
      return status === 'COMPLETED' || undefined;
    }, access);
    return ask(at(''), access);
  }
  return until(async () => {
    const { data } = (await ask(at(''), access)) as { data?: { status?: unknown; error?: unknown } };
    if (data?.status === 'failed') throw new QueueFailedError(data.error);
    return data?.status === 'completed' ? data : undefined;
  }, access);
}

async function until<T>(
  question: () => Promise<T | undefined>,
  { everyMs, signal }: QueueAccess,
): Promise<T> {
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await setTimeout(everyMs, undefined, { signal });
  }
}

const mayPass = (status: number) => status === 408 || status === 429 || status >= 500;

/** One question, repeated while there is trouble. */
async function ask(url: string, { fetch, headers, signal, everyMs }: QueueAccess): Promise<unknown> {
  for (let troubles = 0; ; troubles++) {
    const last = troubles === troublesMost;
    let pauseMs = everyMs * 2 ** troubles;
    try {
      const response = await fetch(url, { headers, signal });
      if (response.ok) return JSON.parse((await bytesWithin(response, bodyBytesMost)).toString('utf8'));
      const seconds = retryAfterIn(response.headers, Date.now());
      if (last || !mayPass(response.status)) throw await refusalOf(url, response);
      await response.body?.cancel();
      pauseMs = Math.max(pauseMs, (seconds ?? 0) * 1_000);
    } catch (error) {
      signal.throwIfAborted();
      if (last || error instanceof InferenceClientProviderApiError) throw error;
    }
    await setTimeout(Math.min(pauseMs, longestPauseMs), undefined, { signal });
  }
}

async function refusalOf(url: string, response: Response): Promise<InferenceClientProviderApiError> {
  return new InferenceClientProviderApiError(
    `the queue answered ${response.status}`,
    { url, method: 'GET' },
    {
      requestId: response.headers.get('x-request-id') ?? '',
      status: response.status,
      body: (await errorBodyOf(response)) as never,
    },
  );
}
