import { type Pixels, toSharp } from '../pixels.ts';
import { type Tf, toTensor } from '../tensorflow.ts';
import type { Nudity } from '../vision.ts';
import { classifiedSide, nudityOf, readNsfwModel } from './nsfw-model.ts';

/** Tells how sexual a picture is. */
export interface NudityEngine {
  classify(picture: Pixels): Promise<Nudity>;
}

/** The classifier on TensorFlow, for the photos that threads look at. */
export async function createNudityEngine(tf: Tf): Promise<NudityEngine> {
  const model = await tf.loadGraphModel(tf.io.fromMemory(readNsfwModel()));
  return {
    async classify(picture) {
      const [width, height] = [classifiedSide, classifiedSide];
      const data = await toSharp(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer();
      const output = tf.tidy(() => {
        const image = toTensor(tf, { data, width, height }).toFloat().div(255).expandDims(0);
        return model.predict(image) as InstanceType<Tf['Tensor']>;
      });
      try {
        return nudityOf(await output.data());
      } finally {
        output.dispose();
      }
    },
  };
}
