import { type Pixels, toSharp } from '../pixels.ts';
import type { Nudity } from '../vision.ts';
import { classifySample, loadClassifier } from './nudity-model.ts';
import { classifiedSide } from './take-sample.ts';

/** Tells how sexual a picture is that is decoded already. */
export interface NudityEngine {
  classify(picture: Pixels): Promise<Nudity>;
}

export async function createNudityEngine(): Promise<NudityEngine> {
  const classifier = await loadClassifier();
  return {
    async classify(picture) {
      const [width, height] = [classifiedSide, classifiedSide];
      return classifySample(
        classifier,
        await toSharp(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer(),
      );
    },
  };
}
