import type { ImageRequest, LoraReference } from './image-request.ts';
import { referenceForms } from './reference-forms.ts';

interface Target {
  /** What the provider calls the model. */
  providerId: string;
  /** Address of the hub, for providers that fetch a LoRA by URL. */
  hubUrl: string;
  weightsPath?: string | undefined;
  /** Where the LoRA is to be fetched, if not from its repo. */
  link?: string | undefined;
}

type Adapter = (request: ImageRequest, target: Target) => Record<string, unknown>;

/** Most steps that fal's applications accept, by the start of their id; more is a 422. */
const falMostSteps: [start: string, most: number][] = [
  ['fal-ai/z-image/turbo', 8],
  ['fal-ai/flux/schnell', 12],
  ['', 50],
];
/** What fal's applications call the format of the picture, by the start of their id, where it isn't `output_format`. */
const falFormatFields: [start: string, field: string][] = [
  ['fal-ai/lora', 'image_format'],
  ['fal-ai/fast-sdxl', 'format'],
];
const mostWavespeedSteps = 50;

/** Distilled models run without guidance, and the providers' forms begin at 1: 0 is said by leaving it out. */
const guidanceOf = ({ guidance }: ImageRequest) => (guidance > 0 ? { guidance_scale: guidance } : {});
const negativeOf = ({ negativePrompt }: ImageRequest) =>
  negativePrompt ? { negative_prompt: negativePrompt } : {};

const diffusers: Adapter = request => ({
  width: request.width,
  height: request.height,
  num_inference_steps: request.steps,
  guidance_scale: request.guidance,
  seed: request.seed,
  ...negativeOf(request),
});

const falLora = ({ repo, revision, scale }: LoraReference, { hubUrl, weightsPath, link }: Target) => ({
  // By its commit: the client's own LoRA path is always that of `main`.
  path: link ?? `${hubUrl}/${repo}/resolve/${revision}/${weightsPath}`,
  scale,
});

/** The same settings in each provider's own form; the client passes parameters on as they are. */
const adapters: Record<string, Adapter> = {
  'hf-inference': diffusers,

  'fal-ai': (request, target) => {
    const most = falMostSteps.find(([start]) => target.providerId.startsWith(start))?.[1] ?? request.steps;
    const format = falFormatFields.find(([start]) => target.providerId.startsWith(start))?.[1];
    return {
      image_size: { width: request.width, height: request.height },
      num_inference_steps: Math.min(request.steps, most),
      num_images: 1,
      seed: request.seed,
      [format ?? 'output_format']: 'png',
      enable_safety_checker: true,
      ...guidanceOf(request),
      ...negativeOf(request),
      ...(request.lora && target.weightsPath ? { loras: [falLora(request.lora, target)] } : {}),
      // fal's one application for Stable Diffusion LoRAs has to be told the base.
      ...(request.lora && target.providerId === 'fal-ai/lora' ? { model_name: request.model } : {}),
    };
  },

  // The client renames num_inference_steps to the `steps` that Together reads.
  together: request => ({
    width: request.width,
    height: request.height,
    num_inference_steps: request.steps,
    seed: request.seed,
    n: 1,
    ...guidanceOf(request),
    ...negativeOf(request),
  }),

  // OpenAI's form of an image request, which knows nothing of steps and guidance.
  nscale: request => ({ size: `${request.width}x${request.height}`, seed: request.seed, n: 1 }),
  deepinfra: request => ({ size: `${request.width}x${request.height}`, n: 1 }),

  wavespeed: request => ({
    size: `${request.width}*${request.height}`,
    num_inference_steps: Math.min(request.steps, mostWavespeedSteps),
    seed: request.seed,
    num_images: 1,
    enable_safety_checker: true,
    ...guidanceOf(request),
    ...negativeOf(request),
  }),
};

/** Providers that the bot can speak to, the preferred first. */
export const spokenProviders = Object.keys(adapters);

/** Providers that load a LoRA from the hub at a given commit. */
export const loraProviders = ['fal-ai'];

/** Providers that the bot sends pictures to start from, the preferred first. */
export const referenceProviders = Object.keys(referenceForms);

/** How many pictures a provider's application takes; 0 where the bot does not know its form. */
export const picturesMostVia = (provider: string, providerId: string): number =>
  referenceForms[provider]?.most(providerId) ?? 0;

export function providerParameters(
  provider: string,
  request: ImageRequest,
  target: Target,
): Record<string, unknown> {
  const { references } = request;
  if (references) {
    const form = referenceForms[provider];
    if (!form) throw new Error(`provider ${provider} is not known to start from pictures`);
    return form.parameters(request, target.providerId, references.pictures);
  }
  const adapter = adapters[provider];
  if (!adapter) throw new Error(`no parameters are known for provider ${provider}`);
  return adapter(request, target);
}

/** What a self-hosted endpoint is sent: it serves several bases, so the base and the LoRA travel along. */
export function endpointParameters(request: ImageRequest): Record<string, unknown> {
  return {
    model: request.model,
    ...diffusers(request, { providerId: request.model, hubUrl: '' }),
    ...(request.lora ? { loras: [request.lora] } : {}),
  };
}
