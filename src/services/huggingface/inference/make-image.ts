import { InferenceClientProviderApiError } from '@huggingface/inference';
import type { Downloads } from '../../downloads/downloads.ts';
import { retryAfterIn } from '../retry-after.ts';
import { bytesWithin, errorBodyOf } from './bounded-body.ts';
import { endpointAccess } from './endpoint-access.ts';
import type { ImageRequest, MakeLink, Route } from './image-request.ts';
import { linkFor, secretsOf } from './link-for.ts';
import { type Answer, pictureIn, readAnswer } from './read-answer.ts';
import { builtInOrigins, type Origins, redirectedFetch } from './redirected-fetch.ts';
import { type Payer, type PreparedRequest, prepareRequest } from './send-request.ts';
import { type CallContext, NoPictureError, translateError } from './translate-error.ts';
import { waitInQueue } from './wait-in-queue.ts';

export interface InferenceAccount extends Omit<Payer, 'hubUrl'> {
  origins: Origins;
  timeoutMs: number;
  downloads: Downloads;
  /** Without it no private weights leave the hub. */
  makeLink?: MakeLink | undefined;
  /** How often a queue is asked. */
  pollEveryMs?: number;
}

const pictureBytesMost = 64 * 1024 * 1024;
const pollEveryMs = 500;
/** For one attempt at a picture that is paid for already: it gets time of its own, however long it was made for. */
const downloadMs = 30_000;
const downloadRepeats = 4;

/**
 * Makes one picture and resolves to its bytes as they came. What may have been paid for is never sent twice; questions
 * and downloads, which cost nothing, are repeated.
 * @throws InferenceFailure that says what the failure cost.
 */
export async function makeImage(
  account: InferenceAccount,
  route: Route,
  request: ImageRequest,
): Promise<Buffer> {
  const context = contextOf(account, route);
  const signal = AbortSignal.timeout(account.timeoutMs);
  try {
    // Now, and not before: it may have waited for its turn longer than a link lives.
    const link = await linkFor(account.makeLink, route, request);
    if (link) {
      context.secrets.push(...secretsOf(link));
      context.byLink = true;
    }
    const prepared = await prepareRequest({ ...account, hubUrl: account.origins.hub }, route, request, link);
    let answer = await send(account, prepared, context, signal);
    if (answer.kind === 'queued') {
      context.accepted = true;
      const body = await waitInQueue(answer.place, {
        router: builtInOrigins.router,
        search: new URL(prepared.url).search,
        headers: Object.fromEntries(new Headers(prepared.init.headers)),
        fetch: redirectedFetch(account.origins),
        signal,
        everyMs: account.pollEveryMs ?? pollEveryMs,
      });
      answer = pictureIn(body) ?? { kind: 'words', body };
    }
    return await pictureOf(account, route, answer);
  } catch (error) {
    throw translateError(error, context);
  }
}

/** What is known of the call before it is made; the rest is noted as it goes. */
function contextOf({ token, endpoint }: InferenceAccount, { via }: Route): CallContext {
  return {
    via: via === 'provider' ? via : 'endpoint',
    answered: undefined,
    accepted: false,
    byLink: false,
    retryAfterSeconds: undefined,
    secrets: [token, ...(endpoint ? endpointAccess(endpoint).secrets : [])],
  };
}

async function send(
  account: InferenceAccount,
  { provider, url, init }: PreparedRequest,
  context: CallContext,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await redirectedFetch(account.origins)(url, { ...init, signal });
  context.answered = response.status;
  context.retryAfterSeconds = retryAfterIn(response.headers, Date.now());
  if (!response.ok) {
    throw new InferenceClientProviderApiError(
      `the answer was ${response.status}`,
      { url, method: 'POST' },
      {
        requestId: response.headers.get('x-request-id') ?? '',
        status: response.status,
        body: (await errorBodyOf(response)) as never,
      },
    );
  }
  const bytes = await bytesWithin(response, pictureBytesMost);
  return readAnswer(provider, response.headers.get('content-type') ?? '', bytes);
}

/** The picture that the answer holds, or names the address of. */
async function pictureOf(account: InferenceAccount, route: Route, answer: Answer): Promise<Buffer> {
  if (answer.kind === 'picture') return answer.bytes;
  if (answer.kind !== 'address') {
    throw new NoPictureError(answer.kind === 'words' ? answer.body : undefined);
  }
  return account.downloads.get(answer.url, {
    bytesMost: pictureBytesMost,
    timeoutMs: downloadMs,
    repeats: downloadRepeats,
    trustedOrigins: trustedOrigins(account, route),
  });
}

/** A provider's pictures lie on the public internet, but where the operator has put a stand-in for Hugging Face. */
function trustedOrigins({ origins, endpoint }: InferenceAccount, { via }: Route): string[] {
  if (via === 'endpoint') return endpoint ? [new URL(endpoint.url).origin] : [];
  return [origins.hub, origins.router]
    .filter(origin => origin !== builtInOrigins.hub && origin !== builtInOrigins.router)
    .map(origin => new URL(origin).origin);
}
