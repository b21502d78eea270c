import { listCast, renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import sharpPhash from 'sharp-phash';
import { expect, test } from 'vitest';
import { takeSample } from './classifier/take-sample.ts';
import { lookHash } from './look-hash.ts';

/** The package's types describe a default export that CommonJS gives as the module itself. */
const packages = sharpPhash as unknown as (picture: Uint8Array) => Promise<string>;

const bitsApart = (one: bigint, other: bigint) =>
  [...(one ^ other).toString(2)].filter(bit => bit === '1').length;

test('has the bits of the package, by which pictures of earlier versions are known', async () => {
  const drawn = await Promise.all(listCast().map(({ id }, nth) => renderCastPhoto(id, nth)));
  const [first = Buffer.alloc(0)] = drawn;
  const others = [
    sharp(first).greyscale().png(),
    sharp(first).resize(700, 300, { fit: 'fill' }).webp(),
    sharp(first).rotate(90).jpeg({ quality: 60 }),
  ];
  for (const picture of [...drawn, ...(await Promise.all(others.map(other => other.toBuffer())))]) {
    const hash = lookHash(await takeSample(sharp(picture)));
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(bitsApart(BigInt(`0x${hash}`), BigInt(`0b${await packages(picture)}`))).toBeLessThanOrEqual(3);
  }
});
