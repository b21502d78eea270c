import { createHash } from 'node:crypto';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Settings } from '../generation.ts';
import type { Plan } from '../requests/plan.ts';
import { checkImage, type ImageFault } from './check-image.ts';
import { parametersText } from './parameters-text.ts';
import type { Picture } from './picture-cache.ts';
import { labelPng } from './png-text.ts';

const wordsForFault: Record<ImageFault, string> = {
  black: "The provider's safety filter sent a black picture. Nothing was counted; change the prompt.",
  'cut-off': 'The picture arrived damaged. Nothing was counted; try again.',
  'not-an-image': 'The provider answered with something that is no picture. Nothing was counted; try again.',
};

export type DevelopPicture = ReturnType<typeof createDevelopPicture>;

/**
 * Makes a picture of the bytes that came: decoded whole, looked at and labelled with its settings. Whether it may be
 * shown is decided afterwards.
 */
export function createDevelopPicture({ safety }: { safety: Pick<SafetyService, 'measure'> }) {
  /** @throws InferenceFailure picture-unusable; UserError unchecked */
  return async (came: Buffer, settings: Settings, { cast }: Pick<Plan, 'cast'>): Promise<Picture> => {
    const checked = await checkImage(came);
    if ('fault' in checked) {
      throw new InferenceFailure('picture-unusable', wordsForFault[checked.fault], { cost: 'free' });
    }
    const nudity = await safety.measure(checked.png);
    const bytes = labelPng(checked.png, parametersText(settings, cast?.version));
    return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes, nudity, fromCache: false };
  };
}
