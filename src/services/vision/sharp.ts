import { createRequire } from 'node:module';
import type { Sharp, SharpInput, SharpOptions } from 'sharp';

interface Opening {
  (options?: SharpOptions): Sharp;
  (input?: SharpInput | SharpInput[], options?: SharpOptions): Sharp;
}
type Package = Opening & Pick<typeof import('sharp'), 'cache' | 'concurrency'>;

let loaded: Package | undefined;

function load(): Package {
  if (loaded) return loaded;
  loaded = createRequire(import.meta.url)('sharp') as Package;
  // Many small pictures rather than a few large ones: kept pixels and threads of its own would only cost memory.
  loaded.cache(false);
  loaded.concurrency(1);
  return loaded;
}

/** sharp, loaded with the first picture of this process: it takes 25 MB, and most pictures are decoded in another one. */
export const sharp = ((...given: []) => load()(...given)) as Opening;
