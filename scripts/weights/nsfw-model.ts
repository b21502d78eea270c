import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { io } from '@tensorflow/tfjs';

/**
 * MobileNetV2Mid of nsfwjs (MIT), read directly from its package: the package's own loader takes many times as long.
 * Takes a picture of values from 0 to 1; its five classes are drawing, hentai, neutral, porn, sexy.
 */
export function readNsfwModel(): io.ModelArtifacts {
  const entry = createRequire(import.meta.url).resolve('nsfwjs');
  const folder = join(dirname(entry), '..', 'models', 'mobilenet_v2_mid');
  // The files are scripts that export a value.
  const exportOf = (file: string): unknown => {
    const module = { exports: {} };
    runInNewContext(readFileSync(join(folder, file), 'latin1'), { module, exports: module.exports });
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
