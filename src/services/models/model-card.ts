import type { Model } from './catalogue.ts';

/** What the hub says of a model, as far as adding it needs it. */
export interface ModelCard {
  id: string;
  /** The part of the id after the slash. */
  name: string;
  /** `text-to-image` and such; absent where its author did not say. */
  pipeline: string | undefined;
  tags: string[];
  licence: string;
  gated: boolean;
}

/** Bases with settings of their own, told by the ids of models that others are built on. */
const families = {
  sd15: /stable-diffusion-v1|sd-?1[.-]?5|openjourney/i,
  sd21: /stable-diffusion-2|sd-?2[.-]1/i,
  sdxl: /xl/i,
  flux: /flux/i,
} as const;
export type Family = keyof typeof families | 'other';

/** The base that a model is built on, by its tags first and by its own id then. */
export function familyOf({ id, tags }: Pick<ModelCard, 'id' | 'tags'>): Family {
  const bases = tags.filter(tag => tag.startsWith('base_model:'));
  const pipelines = tags.filter(tag => tag.startsWith('diffusers:'));
  if (pipelines.some(tag => tag.includes('XL'))) return 'sdxl';
  if (pipelines.some(tag => tag.includes('Flux'))) return 'flux';
  for (const words of [bases.join(' '), id]) {
    const found = (Object.keys(families) as (keyof typeof families)[]).find(key => families[key].test(words));
    if (found) return found;
  }
  return 'other';
}

const square = (side: number, long: number, short: number): Model['sizes'] => ({
  square: { width: side, height: side },
  portrait: { width: short, height: long },
  landscape: { width: long, height: short },
});
type Defaults = Pick<Model, 'steps' | 'guidance' | 'sizes' | 'type'> & {
  negative?: string;
  tokenLimit?: number;
};
const negative = 'lowres, blurry, deformed, bad anatomy, watermark, text';
const defaults: Record<Family, Defaults> = {
  sd15: {
    type: 'Stable Diffusion 1.5, tuned',
    steps: 30,
    guidance: 7.5,
    sizes: square(512, 768, 512),
    negative,
    tokenLimit: 75,
  },
  sd21: {
    type: 'Stable Diffusion 2.1, tuned',
    steps: 30,
    guidance: 7.5,
    sizes: square(768, 960, 640),
    negative,
    tokenLimit: 75,
  },
  sdxl: {
    type: 'SDXL, tuned',
    steps: 30,
    guidance: 6.5,
    sizes: square(1024, 1216, 832),
    negative,
    tokenLimit: 75,
  },
  flux: { type: 'flow transformer', steps: 28, guidance: 3.5, sizes: square(1024, 1216, 832) },
  other: { type: 'added by an admin', steps: 28, guidance: 4.5, sizes: square(1024, 1216, 832) },
};

/** A model that admins added, with the settings of the base that it is built on. */
export function modelFromCard(entry: {
  id: string;
  name: string;
  licence: string;
  family: Family;
  gated: boolean;
}): Model {
  return {
    kind: 'text-to-image',
    id: entry.id,
    aliases: [],
    name: entry.name,
    goodFor: 'added by the admins of this server',
    recommendedFor: 'what the admins added it for',
    freeTier: 'not known',
    styles: [],
    quality: 2,
    licence: entry.licence,
    ...(entry.gated ? { forbids: 'use before its terms are accepted on Hugging Face' } : {}),
    loraBase: false,
    ...defaults[entry.family],
  };
}
