import type { ImageRequest } from './image-request.ts';

/** How a provider takes pictures to start from. The documentation of its applications is named in the tests. */
export interface ReferenceForm {
  /** How many the application takes at once: more would be passed over in silence. 0 for one that is not known. */
  most(providerId: string): number;
  parameters(request: ImageRequest, providerId: string, pictures: Buffer[]): Parameters;
}

type Parameters = Record<string, unknown>;

const base64 = (picture: Buffer) => picture.toString('base64');
const dataUrl = (picture: Buffer) => `data:image/jpeg;base64,${base64(picture)}`;
const sizeOf = ({ width, height }: ImageRequest) => ({ width, height });
const guidanceOf = ({ guidance }: ImageRequest) => (guidance > 0 ? { guidance_scale: guidance } : {});
const negativeOf = ({ negativePrompt }: ImageRequest) =>
  negativePrompt ? { negative_prompt: negativePrompt } : {};
const strengthOf = ({ references }: ImageRequest) =>
  references?.strength === undefined ? {} : { strength: references.strength };

const ratios = ['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21'];
/** The named ratio that is closest to the size. */
function ratioOf({ width, height }: ImageRequest): string {
  const away = (ratio: string) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs(Math.log((across / down) * (height / width)));
  };
  return [...ratios].sort((a, b) => away(a) - away(b))[0] ?? '1:1';
}

interface FalEditor {
  start: string;
  /** One goes as `image_url`, several as `image_urls`. */
  most: number;
  steps: [least: number, most: number];
  /** It takes a ratio instead of a size. */
  byRatio?: true;
  negative?: true;
}

/** fal's applications, by the start of their id, the longer first. What a form doesn't have is left out. */
const falEditors: FalEditor[] = [
  { start: 'fal-ai/qwen-image-edit-plus', most: 3, steps: [2, 50], negative: true },
  { start: 'fal-ai/qwen-image-edit-2', most: 3, steps: [2, 50], negative: true },
  { start: 'fal-ai/qwen-image-edit', most: 1, steps: [2, 50], negative: true },
  { start: 'fal-ai/flux-2/klein', most: 4, steps: [4, 8] },
  { start: 'fal-ai/flux-2', most: 4, steps: [4, 50] },
  { start: 'fal-ai/flux-kontext', most: 1, steps: [10, 50], byRatio: true },
];

const falEditor = (providerId: string) => falEditors.find(({ start }) => providerId.startsWith(start));

function falParameters(request: ImageRequest, providerId: string, pictures: Buffer[]): Parameters {
  const editor = falEditor(providerId);
  if (!editor) throw new Error(`the form of ${providerId} is not known`);
  const { most, steps, byRatio, negative } = editor;
  const urls = pictures.map(dataUrl);
  return {
    ...(most > 1 ? { image_urls: urls } : { image_url: urls[0] }),
    ...(byRatio ? { resolution_mode: ratioOf(request) } : { image_size: sizeOf(request) }),
    num_inference_steps: Math.min(Math.max(request.steps, steps[0]), steps[1]),
    num_images: 1,
    seed: request.seed,
    output_format: 'png',
    enable_safety_checker: true,
    ...guidanceOf(request),
    ...(negative ? negativeOf(request) : {}),
    ...strengthOf(request),
  };
}

const isFirstKontext = (providerId: string) => /flux\.1-kontext/i.test(providerId);
function togetherParameters(request: ImageRequest, providerId: string, pictures: Buffer[]): Parameters {
  const urls = pictures.map(dataUrl);
  return {
    // FLUX.1 Kontext reads the one, everything later the other.
    ...(isFirstKontext(providerId) ? { image_url: urls[0] } : { reference_images: urls }),
    ...sizeOf(request),
    num_inference_steps: request.steps,
    seed: request.seed,
    n: 1,
    ...guidanceOf(request),
  };
}

/** WaveSpeed's editors, by the start of their id, the longer first, with how many pictures they take. */
const wavespeedEditors: [start: string, most: number][] = [
  ['wavespeed-ai/flux-2-', 4],
  ['wavespeed-ai/flux-kontext-dev', 1],
  ['wavespeed-ai/qwen-image/edit-', 3],
  ['wavespeed-ai/qwen-image/edit', 1],
];
const wavespeedMost = (providerId: string) =>
  wavespeedEditors.find(([start]) => providerId.startsWith(start))?.[1] ?? 0;

function wavespeedParameters(request: ImageRequest, providerId: string, pictures: Buffer[]): Parameters {
  const encoded = pictures.map(base64);
  return {
    ...(wavespeedMost(providerId) === 1 ? { image: encoded[0] } : { images: encoded }),
    size: `${request.width}*${request.height}`,
    seed: request.seed,
    ...(/kontext/.test(providerId) ? { num_inference_steps: request.steps, ...guidanceOf(request) } : {}),
  };
}

/** Providers that the bot sends pictures to start from, the preferred first. */
export const referenceForms: Record<string, ReferenceForm> = {
  'fal-ai': { most: providerId => falEditor(providerId)?.most ?? 0, parameters: falParameters },
  // One picture only, beside the parameters: the client puts it where the words are otherwise.
  'hf-inference': {
    most: () => 1,
    parameters: request => ({
      ...sizeOf(request),
      num_inference_steps: request.steps,
      guidance_scale: request.guidance,
      seed: request.seed,
      ...negativeOf(request),
      ...strengthOf(request),
    }),
  },
  wavespeed: { most: wavespeedMost, parameters: wavespeedParameters },
  together: {
    most: providerId => (isFirstKontext(providerId) ? 1 : /flux\.2/i.test(providerId) ? 8 : 0),
    parameters: togetherParameters,
  },
};
