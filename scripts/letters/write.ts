/** `node --import tsx scripts/letters/write.ts`: makes the letters of pictures from the Inter font. */
import { writeFileSync } from 'node:fs';
import { interOutlines, licence } from './outlines.ts';

const folder = new URL('../../src/views/letters/', import.meta.url);
writeFileSync(new URL('inter.json', folder), `${JSON.stringify(interOutlines(), undefined, 2)}\n`);
writeFileSync(new URL('OFL.txt', folder), licence());
