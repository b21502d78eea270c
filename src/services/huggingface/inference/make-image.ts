import {
  getProviderHelper,
  InferenceClientProviderApiError,
  type InferenceProvider,
  makeRequestOptionsFromResolvedModel,
} from '@huggingface/inference';
import type { ImageRequest, Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { endpointParameters, providerParameters } from './provider-parameters.ts';
import { type Origins, redirectedFetch } from './redirected-fetch.ts';
import { type CallContext, translateError } from './translate-error.ts';

export interface InferenceAccount {
  origins: Origins;
  token: string;
  billTo?: string | undefined;
  endpoint?: { url: string; token: string | undefined } | undefined;
  timeoutMs: number;
}

const pictureBytesMost = 64 * 1024 * 1024;
const errorBytesMost = 64 * 1024;

/** Seconds in a Retry-After header, which is a number of them or a date. */
export function retryAfterIn(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1_000));
}

interface CallArguments {
  endpointUrl?: string;
  inputs: string;
  parameters: Record<string, unknown>;
}

/** What the client is to send along this route. */
function callFor(
  account: InferenceAccount,
  route: Route,
  request: ImageRequest,
): { provider: InferenceProvider; resolved: string; args: CallArguments; accessToken: string | undefined } {
  if (route.via === 'endpoint') {
    const { endpoint } = account;
    if (!endpoint) {
      throw new InferenceFailure('not-served', 'There is no inference endpoint.', { cost: 'free' });
    }
    return {
      provider: 'hf-inference' as const,
      resolved: endpoint.url,
      args: {
        endpointUrl: endpoint.url,
        inputs: request.prompt,
        parameters: endpointParameters(request),
      },
      // The endpoint has a secret of its own: the Hugging Face token is for Hugging Face alone.
      accessToken: endpoint.token,
    };
  }
  const { provider, providerId, weightsPath } = route;
  const target = { providerId, weightsPath, hubUrl: account.origins.hub };
  return {
    provider: provider as InferenceProvider,
    resolved: providerId,
    accessToken: account.token,
    args: {
      inputs: request.prompt,
      parameters: providerParameters(provider, request, target),
    },
  };
}

/** The bytes of an answer, of which there may be no more than `most`. */
async function bytesOf(response: Response, most: number): Promise<Buffer> {
  const tooLong = () => new RangeError(`the answer has more than ${most} bytes`);
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  if (announced > most) {
    await response.body?.cancel();
    throw tooLong();
  }
  if (announced <= most) return Buffer.from(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function bodyOf(response: Response): Promise<Record<string, unknown> | string> {
  const words = (await bytesOf(response, errorBytesMost).catch(() => Buffer.alloc(0))).toString('utf8');
  try {
    return JSON.parse(words);
  } catch {
    return words.slice(0, 500);
  }
}

/**
 * Makes one picture and resolves to its bytes as they came. The model is resolved already: the client's own
 * look-up keeps what it saw once for ever, and always takes a LoRA from `main`. Nothing is repeated here.
 * @throws InferenceFailure that says what the failure cost.
 */
export async function makeImage(
  account: InferenceAccount,
  route: Route,
  request: ImageRequest,
): Promise<Buffer> {
  const context: CallContext = {
    via: route.via,
    answered: undefined,
    accepted: false,
    retryAfterSeconds: undefined,
    secrets: [account.token, account.endpoint?.token].filter(secret => secret !== undefined),
  };
  const signal = AbortSignal.timeout(account.timeoutMs);
  try {
    const { provider, resolved, args, accessToken } = callFor(account, route, request);
    const { helper, task, payload } = await prepared(provider, request, args);
    const { url, info } = makeRequestOptionsFromResolvedModel(
      resolved,
      helper,
      { ...payload, ...(accessToken ? { accessToken } : {}) } as never,
      undefined,
      {
        task,
        signal,
        outputType: 'blob',
        ...(account.billTo && route.via === 'provider' ? { billTo: account.billTo } : {}),
      } as never,
    );
    const headers = new Headers(info.headers);
    // An Inference Endpoint answers "any" with base64 in JSON, which the client does not read; hf-inference with a
    // JPEG, which would have to be made a PNG here.
    if (provider === 'hf-inference') headers.set('accept', 'image/png');
    const response = await redirectedFetch(account.origins)(url, { ...info, headers });
    context.answered = response.status;
    context.retryAfterSeconds = retryAfterIn(response.headers, Date.now());
    if (!response.ok) {
      throw new InferenceClientProviderApiError(
        `the answer was ${response.status}`,
        { url, method: 'POST' },
        {
          requestId: response.headers.get('x-request-id') ?? '',
          status: response.status,
          body: (await bodyOf(response)) as never,
        },
      );
    }
    const bytes = await bytesOf(response, pictureBytesMost);
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('image/')) return bytes;
    const answer: unknown = type.startsWith('application/json')
      ? JSON.parse(bytes.toString('utf8'))
      : new Blob([bytes]);
    context.accepted = isQueued(answer);
    const picture: unknown = await helper.getResponse(
      answer,
      url,
      Object.fromEntries(headers),
      'blob',
      signal,
    );
    if (!(picture instanceof Blob)) throw new SyntaxError('the answer holds no picture');
    return Buffer.from(await picture.arrayBuffer());
  } catch (error) {
    throw translateError(error, context);
  }
}

/** The client's part for the task, with what it makes of the arguments. */
async function prepared(provider: InferenceProvider, { reference }: ImageRequest, args: CallArguments) {
  if (!reference) {
    const task = 'text-to-image' as const;
    return { helper: getProviderHelper(provider, task), task, payload: args };
  }
  const task = 'image-to-image' as const;
  const helper = getProviderHelper(provider, task);
  const inputs = new Blob([new Uint8Array(reference.bytes)], { type: 'image/jpeg' });
  return { helper, task, payload: await helper.preparePayloadAsync({ ...args, inputs }) };
}

/** Whether a provider's first answer is a place in its queue: from here on the work may be done and billed. */
function isQueued(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if ('request_id' in answer) return true;
  return 'data' in answer && typeof answer.data === 'object' && answer.data !== null && 'urls' in answer.data;
}
