/**
 * `npm run bench -- ours [--photos DIR] [--stored 400] [--foreign 1000]`: how well pictures are known again by their
 * looks alone, as "Is this ours?" does where the credentials are gone. Stored are drawn pictures, and half of the photos
 * where a folder of some is named; asked after is each of them as JPEG of quality 60, half as large, as WebP and all of
 * it at once, and foreign pictures: other drawn ones, many of the same scenes, and the other half of the photos.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawPicture } from '@ai-actor/playground/huggingface';
import sharp from 'sharp';
import { createKnownLooks } from '../../src/services/vision/looks/known-looks.ts';
import {
  differingBits,
  lookOf,
  meanDifference,
  smallCopy,
  worstPart,
} from '../../src/services/vision/looks/look.ts';
import { head, percentile, row } from './figures.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string' },
    stored: { type: 'string', default: '400' },
    foreign: { type: 'string', default: '1000' },
  },
});

const scenes = [
  'a lighthouse in a storm',
  'a cat on a windowsill',
  'a portrait of a woman at sea',
  'a city at night',
  'mountains at dawn',
  'a man in a red coat in the snow',
  'a market street',
  'a horse on a beach',
  'a portrait of an old man',
  'a forest in autumn',
  'a dog in a garden',
  'a harbour with boats',
];
const drawn = (seed: number) =>
  drawPicture({
    ...{ prompt: scenes[seed % scenes.length] ?? '', negativePrompt: '', model: 'bench', seed },
    // The look is taken of a small copy: larger ones only take longer to draw.
    ...{ width: 320, height: seed % 3 === 0 ? 480 : 320, faces: [], format: 'png' },
  });

async function photosIn(folder: string | undefined): Promise<Buffer[]> {
  if (!folder) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile() && /\.(jpe?g|png|webp)$/i.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));
  const found: Buffer[] = [];
  // Those made to be bad photos are copies of one another, or no pictures.
  for (const file of files.filter(each => !/[\\/]bad[\\/]/.test(each)).sort()) {
    const png = await sharp(await readFile(file))
      .autoOrient()
      .resize({ width: 1024, height: 1024, fit: 'inside' })
      .png({ compressionLevel: 1 })
      .toBuffer()
      .catch(() => undefined);
    if (png) found.push(png);
  }
  return found;
}

const ways: Record<string, (png: Buffer) => Promise<Buffer>> = {
  'JPEG 60': png => sharp(png).jpeg({ quality: 60 }).toBuffer(),
  'half as large': async png =>
    sharp(png)
      .resize(Math.round(((await sharp(png).metadata()).width ?? 2) / 2))
      .png()
      .toBuffer(),
  WebP: png => sharp(png).webp().toBuffer(),
  'all of it, WebP of a JPEG 60 of half': async png =>
    sharp(
      await sharp(png)
        .resize(Math.round(((await sharp(png).metadata()).width ?? 2) / 2))
        .jpeg({ quality: 60 })
        .toBuffer(),
    )
      .webp()
      .toBuffer(),
};

const photos = await photosIn(values.photos);
const half = Math.ceil(photos.length / 2);
const stored = [...photos.slice(0, half)];
for (let seed = 0; stored.length < Number(values.stored); seed++) stored.push(await drawn(seed));
const looks = await Promise.all(stored.map(lookOf));
const known = createKnownLooks({
  near: async bands => {
    void bands;
    return looks.map((look, at) => ({ id: String(at), look }));
  },
  pictureOf: async id => stored[Number(id)],
});

head(
  'Encoded anew',
  'found',
  'bits that differ: median',
  '99 %',
  'most',
  'colours differ by: 99 %',
  'most',
  'worst part: 99 %',
  'most',
);
for (const [name, encode] of Object.entries(ways)) {
  let found = 0;
  const bits: number[] = [];
  const colours: number[] = [];
  const parts: number[] = [];
  for (const [at, picture] of stored.entries()) {
    const asked = await encode(picture);
    bits.push(differingBits(await lookOf(asked), looks[at] ?? ''));
    const [copy, original] = [await smallCopy(asked), await smallCopy(picture)];
    colours.push(meanDifference(copy, original));
    parts.push(worstPart(copy, original));
    if ((await known.find(asked)) === String(at)) found++;
  }
  row(
    name,
    `${found} of ${stored.length}`,
    ...[0.5, 0.99, 1].map(share => percentile(bits, share)),
    ...[colours, parts].flatMap(values => [0.99, 1].map(share => percentile(values, share).toFixed(1))),
  );
}

const foreign = photos.slice(half);
for (let seed = 1_000_000; foreign.length < Number(values.foreign); seed++) foreign.push(await drawn(seed));
let wrong = 0;
const before = process.cpuUsage();
for (const [at, picture] of foreign.entries()) {
  const id = await known.find(picture);
  if (id === undefined) continue;
  wrong++;
  const [copy, taken] = [await smallCopy(picture), await smallCopy(stored[Number(id)] ?? picture)];
  console.log(
    `foreign ${at} for stored ${id}: ${differingBits(await lookOf(picture), looks[Number(id)] ?? '')} bits, ` +
      `colours ${meanDifference(copy, taken).toFixed(1)}, worst part ${worstPart(copy, taken).toFixed(1)}`,
  );
}
const { user, system } = process.cpuUsage(before);
console.log(
  `\n${wrong} of ${foreign.length} foreign pictures were taken for stored ones (${photos.length - half} photos, the others drawn); ` +
    `${((user + system) / 1_000 / foreign.length).toFixed(0)} ms of processor time a picture.`,
);
