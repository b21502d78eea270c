import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { chunk, noisePicture } from '../testing/pictures.ts';
import { decodePhoto, decodePicture } from './decode.ts';

let jpeg: Buffer;
beforeAll(async () => {
  jpeg = await noisePicture(640, 480).jpeg({ quality: 90 }).toBuffer();
});

const startOfScan = (file: Buffer) => file.indexOf(Buffer.of(0xff, 0xda));
const scanData = (file: Buffer) => startOfScan(file) + 2 + file.readUInt16BE(startOfScan(file) + 2);
const inserted = (file: Buffer, at: number, ...bytes: number[]) =>
  Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at)]);
/** The scan header as some phones write it: its last three bytes are 0, 0, 0 rather than 0, 63, 0. */
function zeroScanHeader(file: Buffer): Buffer {
  const patched = Buffer.from(file);
  patched.fill(0, scanData(file) - 3, scanData(file));
  return patched;
}
/** Of the pixels a hash, which a failure can show. */
const pixelsOf = async (file: Uint8Array) =>
  createHash('sha256')
    .update(await sharp(file).raw().toBuffer())
    .digest('hex');
const faultOf = async (file: Uint8Array, decode: (file: Uint8Array) => Promise<object> = decodePhoto) => {
  const answer = await decode(Uint8Array.from(file));
  return 'fault' in answer ? answer.fault : Object.keys(answer);
};
async function decoded(file: Buffer): Promise<Uint8Array> {
  const answer = await decodePhoto(Uint8Array.from(file));
  if (!('jpeg' in answer)) throw new Error(JSON.stringify(answer));
  return answer.jpeg;
}

/** How phones write JPEGs whose pixels are whole. */
const asPhonesDo: Record<string, (file: Buffer) => Buffer> = {
  'a scan header of zeros': zeroScanHeader,
  'stray bytes before the first segment': file => inserted(file, 2, 0x11, 0x22, 0x33),
  'stray bytes before the scan': file => inserted(file, startOfScan(file), 0x00, 0x41),
  'stray bytes before the end': file => inserted(file, file.length - 2, 0x12, 0x34, 0x56),
  'fill bytes before a marker': file => inserted(file, startOfScan(file), 0xff, 0xff),
  'another picture behind its end': file => Buffer.concat([file, file.subarray(0, 5_000)]),
  'all of it at once': file =>
    inserted(inserted(zeroScanHeader(file), startOfScan(file), 0x41), 2, 0x11, 0x22),
};

describe('a JPEG as phones write it is decoded to the same pixels', () => {
  test.each(Object.keys(asPhonesDo))('%s', async kind => {
    const file = asPhonesDo[kind]?.(jpeg) ?? Buffer.alloc(0);
    expect(file.equals(jpeg)).toBe(false);
    expect(await pixelsOf(await decoded(file))).toEqual(await pixelsOf(await decoded(jpeg)));
    const picture = await decodePicture(Uint8Array.from(file));
    if (!('sample' in picture && picture.png)) throw new Error(JSON.stringify(picture));
    expect(await pixelsOf(picture.png)).toEqual(await pixelsOf(jpeg));
  });

  test('a progressive one, of several scans', async () => {
    const progressive = await sharp(jpeg).jpeg({ progressive: true }).toBuffer();
    expect(await sharp(await decoded(progressive)).metadata()).toMatchObject({ width: 640, height: 480 });
    const stray = inserted(progressive, progressive.lastIndexOf(Buffer.of(0xff, 0xda)), 0x41);
    expect(await pixelsOf(await decoded(stray))).toEqual(await pixelsOf(await decoded(progressive)));
  });
});

describe('a file whose pixels are not all there is refused', () => {
  const cuts = [0.3, 0.6, 0.9, 0.999];

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('cut off: %s', async format => {
    const file = await sharp(jpeg).toFormat(format).toBuffer();
    for (const part of cuts) {
      const cut = Uint8Array.from(file.subarray(0, Math.floor(file.length * part)));
      expect(await faultOf(cut), String(part)).toBe('damaged');
      expect(await faultOf(cut, decodePicture), String(part)).toBe('damaged');
    }
  });

  test.each(Object.keys(asPhonesDo).filter(kind => !kind.includes('another')))(
    'cut off, and with %s',
    async kind => {
      const file = asPhonesDo[kind]?.(jpeg) ?? Buffer.alloc(0);
      for (const part of cuts.slice(1)) {
        const cut = file.subarray(0, Math.floor(file.length * part));
        expect(await faultOf(cut), String(part)).toBe('damaged');
        // And with an end that somebody put there.
        const ended = Buffer.concat([cut, Buffer.of(0xff, 0xd9)]);
        if (part < 0.99) expect(await faultOf(ended), `${part} ended`).toBe('damaged');
      }
    },
  );

  test('only the end is missing', async () => {
    expect(await faultOf(jpeg.subarray(0, -2))).toBe('damaged');
  });
});

describe('what a file holds beside its picture', () => {
  const bomb = (type: 'zTXt' | 'iTXt' | 'iCCP', megabytes: number) => {
    const packed = deflateSync(Buffer.alloc(megabytes * 2 ** 20, 32));
    const head = type === 'iTXt' ? 'Comment\0\x01\0\0\0' : 'Comment\0\0';
    return chunk(type, Buffer.concat([Buffer.from(head, 'latin1'), packed]));
  };
  const withChunks = async (...chunks: Buffer[]) => {
    const png = await sharp(jpeg).png().toBuffer();
    // Behind the header, which has 25 bytes after the signature of 8.
    return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
  };

  test.each(['zTXt', 'iTXt', 'iCCP'] as const)('%s that unpacks to 100 MB', async type => {
    const file = await withChunks(bomb(type, 100));
    expect(file.length).toBeLessThan(3e6);
    expect(await faultOf(file)).toBe('packed');
  });

  test('many that unpack to one megabyte each', async () => {
    const file = await withChunks(...Array.from({ length: 50 }, () => bomb('zTXt', 1)));
    expect(await faultOf(file)).toBe('packed');
  });

  test('some words are left out, the colour profile stays', async () => {
    const png = await sharp(jpeg).withIccProfile('p3').png().toBuffer();
    const words = chunk('tEXt', Buffer.from('Comment\0words', 'latin1'));
    const file = Buffer.concat([png.subarray(0, 33), words, bomb('zTXt', 1), png.subarray(33)]);
    expect(await pixelsOf(await decoded(file))).toEqual(await pixelsOf(await decoded(png)));
    const plain = await decodePicture(file);
    if (!('sample' in plain && plain.png)) throw new Error(JSON.stringify(plain));
    expect(Buffer.from(plain.png).includes('words')).toBe(false);
    expect((await sharp(plain.png).metadata()).icc).toBeDefined();
  });

  test('a JPEG of thousands of scans', async () => {
    const progressive = await sharp(jpeg).jpeg({ progressive: true }).toBuffer();
    const at = progressive.lastIndexOf(Buffer.of(0xff, 0xda));
    const scan = progressive.subarray(at, -2);
    const file = Buffer.concat([
      progressive.subarray(0, -2),
      ...Array<Buffer>(2_000).fill(scan),
      progressive.subarray(-2),
    ]);
    expect(await faultOf(file)).toBe('damaged');
  });
});

test('a picture that is dear to decode becomes one that is not', async () => {
  const dear = await sharp(jpeg).toColourspace('rgb16').png({ progressive: true }).toBuffer();
  const answer = await decodePicture(dear);
  if (!('sample' in answer && answer.png)) throw new Error(JSON.stringify(answer));
  expect(await sharp(answer.png).metadata()).toMatchObject({ depth: 'uchar', isProgressive: false });
  expect(await decodePicture(Uint8Array.from(answer.png))).not.toHaveProperty('png');
});
