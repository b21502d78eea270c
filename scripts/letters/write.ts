/** `node --import tsx scripts/letters/write.ts`: makes the letters of pictures from the fonts Inter and BIZ UDPGothic. */
import { writeFileSync } from 'node:fs';
import { gothicLicence, gothicOutlines, interOutlines, licence } from './outlines.ts';

const folder = new URL('../../src/views/letters/', import.meta.url);
writeFileSync(new URL('inter.json', folder), `${JSON.stringify(interOutlines(), undefined, 2)}\n`);
writeFileSync(new URL('OFL.txt', folder), licence());
// A letter a line would triple its size.
writeFileSync(new URL('biz-udpgothic.json', folder), `${JSON.stringify(gothicOutlines())}\n`);
writeFileSync(new URL('OFL-biz-udpgothic.txt', folder), gothicLicence());
