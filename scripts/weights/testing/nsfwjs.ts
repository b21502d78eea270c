import type { NudityEngine } from '../../../src/services/vision/classifier/nudity-engine.ts';
import { nudityOf } from '../../../src/services/vision/classifier/nudity-model.ts';
import { classifiedSide } from '../../../src/services/vision/classifier/take-sample.ts';
import { toSharp } from '../../../src/services/vision/pixels.ts';
import { readNsfwModel } from '../nsfw-model.ts';
import { type Backend, toTensor } from './tensorflow.ts';

/** The classifier as its package means it: on TensorFlow. */
export async function createTensorFlowClassifier({ tf }: Backend): Promise<NudityEngine> {
  const model = await tf.loadGraphModel(tf.io.fromMemory(readNsfwModel()));
  return {
    async classify(picture) {
      const [width, height] = [classifiedSide, classifiedSide];
      const data = await toSharp(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer();
      const output = tf.tidy(() => {
        const image = toTensor(tf, { data, width, height }).toFloat().div(255).expandDims(0);
        return model.predict(image) as InstanceType<typeof tf.Tensor>;
      });
      try {
        return nudityOf(await output.data());
      } finally {
        output.dispose();
      }
    },
  };
}
