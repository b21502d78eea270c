/**
 * Picks the nouns of src/services/safety/limits/nouns from WordNet:
 *
 *   node --import tsx scripts/words/convert.ts
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { folder, nounsText } from './nouns.ts';

const text = nounsText();
const bytes = gzipSync(text, { level: 9 });
writeFileSync(new URL('nouns.gz', folder), bytes);
console.log(`${text.split('\n').length - 1} nouns, ${(bytes.length / 1e3).toFixed(0)} kB`);
