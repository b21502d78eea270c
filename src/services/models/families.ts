import type { Model } from './model.ts';

/** Settings that suit every model built on the same base. */
export type Preset = Pick<
  Model,
  'type' | 'billions' | 'steps' | 'guidance' | 'negative' | 'sizes' | 'tokenLimit'
>;

const sizes = (square: number, long: number, short: number): Model['sizes'] => ({
  square: { width: square, height: square },
  portrait: { width: short, height: long },
  landscape: { width: long, height: short },
});
const large = sizes(1024, 1216, 832);
// CLIP reads 77 tokens, two of which are its own marks.
const clip = { negative: 'lowres, blurry, deformed, bad anatomy, watermark, text', tokenLimit: 75 };

export const families = [
  'sd15',
  'sd21',
  'sdxl',
  'sd3',
  'flux',
  'krea',
  'flux2',
  'qwen',
  'z-image',
  'other',
] as const;
export type Family = (typeof families)[number];

export const presets: Record<Family, Preset> = {
  sd15: {
    ...{ type: 'latent diffusion (Stable Diffusion 1.5)', billions: 0.9, steps: 30, guidance: 7.5 },
    ...{ sizes: sizes(512, 768, 512), ...clip },
  },
  sd21: {
    ...{ type: 'latent diffusion (Stable Diffusion 2.1)', billions: 0.9, steps: 30, guidance: 7.5 },
    ...{ sizes: sizes(768, 960, 640), ...clip },
  },
  sdxl: {
    ...{ type: 'latent diffusion (SDXL)', billions: 2.6, steps: 30, guidance: 6.5 },
    ...{ sizes: large, ...clip },
  },
  sd3: { type: 'diffusion transformer', billions: 8, steps: 28, guidance: 4.5, sizes: large },
  flux: { type: 'flow transformer', billions: 12, steps: 28, guidance: 3.5, sizes: large },
  krea: { type: 'flow transformer', billions: 12, steps: 28, guidance: 4.5, sizes: large },
  flux2: { type: 'flow transformer (FLUX.2)', billions: 32, steps: 28, guidance: 2.5, sizes: large },
  qwen: { type: 'diffusion transformer', billions: 20, steps: 30, guidance: 4, sizes: large },
  'z-image': { type: 'diffusion transformer', billions: 6, steps: 28, guidance: 4, sizes: large },
  other: { type: 'text-to-image model', billions: 8, steps: 28, guidance: 4.5, sizes: large },
};

/** Distilled models need few steps, and no guidance. */
export const quick = (preset: Preset, steps: number): Preset => ({ ...preset, steps, guidance: 0 });
