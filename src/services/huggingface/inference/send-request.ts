import {
  getProviderHelper,
  type InferenceProvider,
  makeRequestOptionsFromResolvedModel,
} from '@huggingface/inference';
import { said } from '../../../words/words.ts';
import { type Endpoint, endpointAccess } from './endpoint-access.ts';
import type { ImageRequest, Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { endpointParameters, providerParameters } from './provider-parameters.ts';

/** Who pays, and at which addresses. */
export interface Payer {
  hubUrl: string;
  token: string;
  billTo?: string | undefined;
  endpoint?: Endpoint | undefined;
}

/** A request as the client makes it. */
export interface PreparedRequest {
  provider: string;
  url: string;
  init: RequestInit;
}

interface Call {
  provider: InferenceProvider;
  /** What the provider calls the model, or the endpoint's address. */
  resolved: string;
  args: { endpointUrl?: string; inputs: string; parameters: Record<string, unknown> };
  authorization: string | undefined;
}

function callFor(payer: Payer, route: Route, request: ImageRequest, link: string | undefined): Call {
  if (route.via === 'endpoint') {
    if (!payer.endpoint) {
      throw new InferenceFailure('not-served', said('huggingface.noEndpoint'), { cost: 'free' });
    }
    // The endpoint has a secret of its own: the Hugging Face token is for Hugging Face alone.
    const { url, authorization } = endpointAccess(payer.endpoint);
    const args = { endpointUrl: url, inputs: request.prompt, parameters: endpointParameters(request) };
    return { provider: 'hf-inference', resolved: url, args, authorization };
  }
  if (route.via === 'worker') throw new Error('a computer of a server asks for its work itself');
  const { provider, providerId, weightsPath } = route;
  const target = { providerId, weightsPath, hubUrl: payer.hubUrl, link };
  return {
    provider: provider as InferenceProvider,
    resolved: providerId,
    args: { inputs: request.prompt, parameters: providerParameters(provider, request, target) },
    authorization: `Bearer ${payer.token}`,
  };
}

/**
 * The client's part for the task, with what it makes of the arguments. Its part for pictures takes one and sends it
 * under every name that any application reads; so that each gets its own, pictures go as parameters of the other part,
 * which has the same addresses. hf-inference alone takes a picture where the words are.
 */
async function payloadFor({ provider, args }: Call, { references }: ImageRequest) {
  const [first] = references?.pictures ?? [];
  if (references && !first) throw new Error('a request that starts from pictures has none');
  if (!first || provider !== 'hf-inference') {
    const task = 'text-to-image' as const;
    // WaveSpeed's part leaves `images` out of the parameters, and takes everything else from beside them too.
    const { parameters, ...rest } = args;
    const payload = first && provider === 'wavespeed' ? { ...rest, ...parameters } : args;
    return { helper: getProviderHelper(provider, task), task, payload };
  }
  const task = 'image-to-image' as const;
  const helper = getProviderHelper(provider, task);
  const withWords = { ...args, parameters: { ...args.parameters, prompt: args.inputs } };
  const inputs = new Blob([new Uint8Array(first)], { type: 'image/jpeg' });
  return { helper, task, payload: await helper.preparePayloadAsync({ ...withWords, inputs }) };
}

/**
 * The request for a picture along this route, as the client builds it. The model is resolved already: the client's own
 * look-up keeps what it saw once for ever, and always takes a LoRA from `main`. Without a mapping of its own it leaves
 * `loras` as they are. `link` is where a provider gets at private weights.
 */
export async function prepareRequest(
  payer: Payer,
  route: Route,
  request: ImageRequest,
  link?: string,
): Promise<PreparedRequest> {
  const call = callFor(payer, route, request, link);
  const { helper, task, payload } = await payloadFor(call, request);
  const billed = payer.billTo && route.via === 'provider' ? { billTo: payer.billTo } : {};
  const accessToken = route.via === 'provider' ? { accessToken: payer.token } : {};
  const { url, info } = makeRequestOptionsFromResolvedModel(
    call.resolved,
    helper,
    { ...payload, ...accessToken } as never,
    undefined,
    { task, outputType: 'blob', ...billed } as never,
  );
  const headers = new Headers(info.headers);
  if (call.authorization) headers.set('authorization', call.authorization);
  else headers.delete('authorization');
  // An Inference Endpoint answers "any" with base64 in JSON; hf-inference with a JPEG, which would have to be made a
  // PNG here.
  if (call.provider === 'hf-inference') headers.set('accept', 'image/png');
  return { provider: call.provider, url, init: { ...info, headers } };
}
