import { type InferenceProvider, textToImage } from '@huggingface/inference';
import { type Origins, redirectedFetch } from './redirected-fetch.ts';
import { InferenceFailure, translateError } from './translate-error.ts';

export interface LoraReference {
  repo: string;
  /** Commit that holds the weights. */
  revision: string;
  scale: number;
}

export interface ImageRequest {
  /** Hub id of the base model. */
  model: string;
  prompt: string;
  negativePrompt?: string | undefined;
  /** Pixels. */
  width: number;
  height: number;
  steps: number;
  guidance: number;
  seed: number;
  lora?: LoraReference | undefined;
}

/** Who makes the picture: the operator's own endpoint, or a provider behind the router. */
export type Route = { via: 'endpoint' } | { via: 'provider'; provider: string };

export interface InferenceAccount {
  origins: Origins;
  token: string;
  billTo?: string | undefined;
  endpoint?: { url: string; token: string | undefined } | undefined;
  timeoutMs: number;
}

/** Providers take the same settings under different names; the client passes parameters on as they are. */
function parametersFor(provider: string, request: ImageRequest): Record<string, unknown> {
  const { width, height, steps, guidance, seed, negativePrompt } = request;
  const negative = negativePrompt ? { negative_prompt: negativePrompt } : {};
  if (provider === 'fal-ai') {
    return {
      image_size: { width, height },
      num_inference_steps: steps,
      guidance_scale: guidance,
      seed,
      ...negative,
    };
  }
  if (provider === 'nscale' || provider === 'deepinfra') return { size: `${width}x${height}`, seed };
  if (provider === 'together') return { width, height, steps, seed, ...negative };
  return { width, height, num_inference_steps: steps, guidance_scale: guidance, seed, ...negative };
}

/**
 * Makes one picture and resolves to its bytes as they came.
 * @throws InferenceFailure that says what the failure cost.
 */
export async function makeImage(
  account: InferenceAccount,
  route: Route,
  request: ImageRequest,
): Promise<Buffer> {
  let retryAfterSeconds: number | undefined;
  const redirected = redirectedFetch(account.origins);
  const signal = AbortSignal.timeout(account.timeoutMs);
  const watched: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    // An Inference Endpoint answers "any" with base64 in JSON, which the client does not read.
    if (route.via === 'endpoint') headers.set('accept', 'image/png');
    const response = await redirected(input, { ...init, headers, signal });
    const after = response.headers.get('retry-after');
    retryAfterSeconds = after && /^\d+$/.test(after) ? Number(after) : undefined;
    return response;
  };
  const options = {
    fetch: watched,
    signal,
    // The client would repeat a 503 at once and for ever.
    retry_on_error: false,
    outputType: 'blob' as const,
    ...(account.billTo ? { billTo: account.billTo } : {}),
  };
  try {
    const blob =
      route.via === 'endpoint'
        ? await textToImage(endpointArguments(account, request), options)
        : await textToImage(
            {
              accessToken: account.token,
              provider: route.provider as InferenceProvider,
              model: request.model,
              inputs: request.prompt,
              parameters: parametersFor(route.provider, request),
            },
            options,
          );
    return Buffer.from(await blob.arrayBuffer());
  } catch (error) {
    throw translateError(error, retryAfterSeconds);
  }
}

/** The endpoint serves several bases, so the base and the LoRA travel among the parameters. */
function endpointArguments({ endpoint }: InferenceAccount, request: ImageRequest) {
  if (!endpoint)
    throw new InferenceFailure('not-served', 'There is no inference endpoint.', { cost: 'free' });
  return {
    // The endpoint has a secret of its own: the Hugging Face token is for Hugging Face alone.
    ...(endpoint.token ? { accessToken: endpoint.token } : {}),
    endpointUrl: endpoint.url,
    inputs: request.prompt,
    parameters: {
      model: request.model,
      ...parametersFor('endpoint', request),
      ...(request.lora ? { loras: [request.lora] } : {}),
    },
  };
}
