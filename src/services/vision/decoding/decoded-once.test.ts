import { renderCastPhoto } from '@ai-actor/playground/cast';
import { beforeEach, expect, test, vi } from 'vitest';
import { takeSample } from '../classifier/take-sample.ts';
import { takeCopy } from '../faces/face-copy.ts';
import { lookHash } from '../look-hash.ts';
import { sharp } from '../sharp.ts';
import { decodePicture } from './decode.ts';

/** How often a file was opened: for its header, and for its pixels. */
let opened = 0;
vi.mock('../sharp.ts', async original => {
  const real = (await original<{ sharp: typeof sharp }>()).sharp;
  const counting = (...given: Parameters<typeof sharp>) => {
    if (given[0] instanceof Uint8Array && !given[1]?.raw) opened++;
    return real(...given);
  };
  return { sharp: counting };
});

const photo = sharp(await renderCastPhoto('nova', 0));
const dark = sharp({ create: { width: 300, height: 300, channels: 4, background: '#010101' } });
const files = {
  'a plain PNG': await photo.clone().png().toBuffer(),
  'one with transparency': await photo.clone().ensureAlpha(0.5).png().toBuffer(),
  'one of sixteen bits': await photo.clone().toColourspace('rgb16').png().toBuffer(),
  'a grey one': await photo.clone().greyscale().png().toBuffer(),
  'a JPEG': await photo.clone().jpeg().toBuffer(),
  'a WebP': await photo.clone().webp().toBuffer(),
  'a black one': await dark.png().toBuffer(),
};
beforeEach(() => {
  opened = 0;
});

test.each(Object.entries(files))('%s is decoded once, whatever is looked for in it', async (_what, file) => {
  for (const faces of [false, true]) {
    opened = 0;
    const answer = await decodePicture(Uint8Array.from(file), faces);
    expect(opened).toBe(2);
    if ('fault' in answer) expect(answer.fault).toBe('black');
    else expect(answer.copy !== undefined).toBe(faces);
  }
});

test.each(Object.entries(files).slice(0, 6))(
  'what is seen of %s is what a decoder sees',
  async (_what, file) => {
    const answer = await decodePicture(Uint8Array.from(file), true);
    if ('fault' in answer) throw new Error(answer.fault);
    const open = () => sharp(answer.png ?? file);
    expect(answer.look).toBe(lookHash(await takeSample(open())));
    for (const [seen, expected] of [
      [answer.copy, await takeCopy(open())],
      [answer.sample, await takeSample(open())],
    ] as const) {
      expect([seen?.width, seen?.height]).toEqual([expected.width, expected.height]);
      const apart = expected.data.map((value, at) => Math.abs(value - (seen?.data[at] ?? 255)));
      expect(apart.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(1);
    }
  },
);

test('a thumbnail has the shape of its picture; a small picture has none', async () => {
  const sized = (width: number, height: number) => photo.clone().resize(width, height, { fit: 'fill' }).png();
  const tall = await decodePicture(await sized(500, 1_000).toBuffer());
  if (!('thumbnail' in tall && tall.thumbnail)) throw new Error(JSON.stringify(tall));
  expect(await sharp(tall.thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 112, height: 224 });
  expect(await decodePicture(await sized(300, 500).toBuffer())).not.toHaveProperty('thumbnail');
});
