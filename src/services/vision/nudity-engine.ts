import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { io } from '@tensorflow/tfjs';
import { type Pixels, toSharp } from './pixels.ts';
import { type Tf, toTensor } from './tensorflow.ts';
import type { Nudity } from './vision.ts';

/** Tells how sexual a picture is. */
export interface NudityEngine {
  classify(picture: Pixels): Promise<Nudity>;
}

/** Side of the square that the classifier looks at, in pixels. */
const side = 224;

/**
 * MobileNetV2Mid of nsfwjs, read from its package by hand: the package's own loader takes many times as long.
 * Its five classes are drawing, hentai, neutral, porn, sexy.
 */
export async function createNudityEngine(tf: Tf): Promise<NudityEngine> {
  const model = await tf.loadGraphModel(tf.io.fromMemory(readModel()));
  return {
    async classify(picture) {
      const data = await toSharp(picture).resize(side, side, { fit: 'fill' }).raw().toBuffer();
      const output = tf.tidy(() => {
        const image = toTensor(tf, { data, width: side, height: side }).toFloat().div(255).expandDims(0);
        return model.predict(image) as InstanceType<Tf['Tensor']>;
      });
      try {
        const [, hentai = Number.NaN, , porn = Number.NaN, sexy = Number.NaN] = await output.data();
        const explicit = hentai + porn;
        // A classifier that answers no number has not cleared the picture.
        if (!Number.isFinite(explicit + sexy)) throw new Error('The classifier gave no answer.');
        return { explicit: Math.min(1, explicit), suggestive: sexy };
      } finally {
        output.dispose();
      }
    },
  };
}

function readModel(): io.ModelArtifacts {
  const entry = createRequire(import.meta.url).resolve('nsfwjs');
  const folder = join(dirname(entry), '..', 'models', 'mobilenet_v2_mid');
  // The files are scripts that export a value.
  const exportOf = (file: string): unknown => {
    const module = { exports: {} };
    runInNewContext(readFileSync(join(folder, file), 'utf8'), { module, exports: module.exports });
    return module.exports;
  };
  const shards = readdirSync(folder)
    .filter(file => file.includes('shard'))
    .sort()
    .map(file => Buffer.from(exportOf(file) as string, 'base64'));
  const { modelTopology, weightsManifest } = exportOf('model.min.js') as io.ModelJSON;
  const weights = Buffer.concat(shards);
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(group => group.weights),
    weightData: weights.buffer.slice(
      weights.byteOffset,
      weights.byteOffset + weights.byteLength,
    ) as ArrayBuffer,
  };
}
