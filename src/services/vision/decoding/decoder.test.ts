import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNudityEngine } from '../classifier/nudity-engine.ts';
import { createVision } from '../create-vision.ts';
import { decode } from '../pixels.ts';
import { flatPicture, noisePicture } from '../testing/pictures.ts';
import { VisionError } from '../vision.ts';
import { processWorker } from '../workers/process-worker.ts';
import { createWorkerPool } from '../workers/worker-pool.ts';
import { tooMuchToDecode } from './decode-cost.ts';
import type { DecodeAnswer, DecodeTask } from './decode-protocol.ts';
import { createDecoder } from './decoder.ts';
import { type PictureHeader, readHeader } from './picture-header.ts';
import { sniffImage } from './sniff-image.ts';

/** However busy the machine is, a picture may take its time here. */
const patience = 10 * 60_000;

function headerOf(file: Buffer): PictureHeader {
  const header = readHeader(file, sniffImage(file));
  if (!header) throw new Error('no header');
  return header;
}

describe('what a header says decides before anything is decoded', () => {
  /** The same file, of a picture that says that it is of another size. */
  const saying = (file: Buffer, width: number, height: number) => {
    const patched = Buffer.from(file);
    const [at, bytes] = {
      png: [16, 4],
      avif: [patched.indexOf('ispe') + 8, 4],
      jpeg: [patched.indexOf(Buffer.of(0xff, 0xc0)) + 7, 2],
    }[headerOf(file).format as 'png' | 'avif' | 'jpeg'] as [number, number];
    patched.writeUIntBE(width, at, bytes);
    // A JPEG names its height first.
    patched.writeUIntBE(height, bytes === 2 ? at - 2 : at + bytes, bytes);
    // Bytes that make it look as if there were a picture in it.
    return Buffer.concat([patched, Buffer.alloc(2e7)]);
  };

  test.each([
    ['an AVIF of 39 megapixels', 'avif', {}, 6_324, 6_324, 'memory'],
    ['an AVIF of 12 megapixels, as phones take it', 'avif', {}, 4_032, 3_024, undefined],
    ['a JPEG of 108 megapixels', 'jpeg', {}, 12_000, 9_000, undefined],
    ['a JPEG of 200 megapixels', 'jpeg', {}, 16_320, 12_240, 'pixels'],
  ] as const)('%s', async (_what, format, options, width, height, verdict) => {
    const file = saying(await noisePicture(64, 64).toFormat(format, options).toBuffer(), width, height);
    expect(headerOf(file)).toMatchObject({ format, width, height });
    expect(tooMuchToDecode(headerOf(file))).toBe(verdict);
  });

  test('interlacing, depth and channels count', async () => {
    const header = async (deep: boolean, clear: boolean, progressive: boolean) => {
      const picture = noisePicture(300, 300);
      if (clear) picture.ensureAlpha(0.5);
      if (deep) picture.toColourspace('rgb16');
      return headerOf(await picture.png({ progressive }).toBuffer());
    };
    // A channel more is counted for transparency, which a later chunk may add.
    expect((await header(false, false, true)).heldPerPixel).toBe(4);
    expect((await header(true, false, true)).heldPerPixel).toBe(8);
    expect((await header(true, true, true)).heldPerPixel).toBe(8);
    expect((await header(true, true, false)).heldPerPixel).toBe(0);
    const large = { ...(await header(true, true, true)), width: 6_324, height: 6_324, dataBytes: 1e8 };
    expect(tooMuchToDecode(large)).toBe('memory');
    const progressive = headerOf(
      await noisePicture(64, 64).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    );
    expect(progressive.heldPerPixel).toBe(6);
  });

  test.each(['png', 'webp', 'avif', 'jpeg'] as const)(
    'a file of one colour on millions of pixels is no photo: %s',
    async format => {
      const file = await flatPicture(1_800, 1_500)
        .toFormat(format, format === 'avif' ? { effort: 0 } : {})
        .toBuffer();
      expect(tooMuchToDecode(headerOf(file))).toBe('empty');
    },
  );

  test.each(['png', 'webp', 'avif', 'jpeg'] as const)(
    'a real size is read, lossless or not: %s',
    async format => {
      for (const options of [{}, { lossless: true }]) {
        const file = await noisePicture(321, 123).toFormat(format, options).toBuffer();
        expect(headerOf(file)).toMatchObject({ format, width: 321, height: 123 });
        for (let length = 0; length < 200; length++) readHeader(file.subarray(0, length), format);
      }
    },
  );
});

describe('decoding in a process', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'actor-decoder-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test(
    'a photo and a picture come back, and what is no picture does not',
    async () => {
      const decoder = createDecoder({ timeoutMs: patience });
      const file = await noisePicture(3_000, 1_000).jpeg().toBuffer();
      const photo = await decoder.photo(file, headerOf(file));
      expect(photo).toMatchObject({ width: 2_048, height: 683 });
      const made = await decoder.picture(file);
      if (!('png' in made)) throw new Error(made.fault);
      expect(await sharp(made.png).metadata()).toMatchObject({ format: 'png', width: 3_000 });
      expect(await decoder.picture(Buffer.from('words'))).toEqual({ fault: 'not-an-image' });
      await decoder.stop();
    },
    patience,
  );

  test(
    'a picture is read from its file, and sent where that file is gone or another one',
    async () => {
      const decoder = createDecoder({ timeoutMs: patience });
      const [red, blue] = await Promise.all(
        ['#c84020', '#2040c8'].map(background =>
          sharp({ create: { width: 64, height: 64, channels: 3, background } })
            .jpeg()
            .toBuffer(),
        ),
      );
      const file = join(dir, 'arrived');
      await writeFile(file, red as Buffer);
      const colourOf = async (bytes: Buffer) => {
        const made = await decoder.picture(bytes, { faces: false, file });
        if (!('png' in made)) throw new Error(made.fault);
        return (await sharp(made.png).stats()).dominant.r > 128 ? 'red' : 'blue';
      };
      // As long as the file: what it has is taken to be the same.
      const other = Buffer.concat([blue as Buffer, Buffer.alloc(2_000)]);
      expect(await colourOf(other.subarray(0, (red as Buffer).length))).toBe('red');
      expect(await colourOf(other)).toBe('blue');
      await rm(file);
      expect(await colourOf(blue as Buffer)).toBe('blue');
      await decoder.stop();
    },
    patience,
  );

  test(
    'a picture is classified where it is decoded: no other process is asked, unless for a second look',
    async () => {
      const gone = join(dir, 'gone.cjs');
      await writeFile(gone, 'process.exit(1)');
      const vision = createVision({ classifier: pathToFileURL(gone) });
      const decoder = createDecoder({ timeoutMs: patience });
      decoder.prepare();
      const made = await decoder.picture(await renderCastPhoto('bruno', 2));
      if (!('png' in made)) throw new Error(made.fault);
      const [one, other] = [
        await vision.nudity(made.png),
        await (await createNudityEngine()).classify(await decode(made.png)),
      ];
      expect(one.explicit).toBeCloseTo(other.explicit, 3);
      expect(one.suggestive).toBeCloseTo(other.suggestive, 3);
      await expect(vision.nudity(made.png)).rejects.toThrow(VisionError);
      await Promise.all([decoder.stop(), vision.stop()]);
    },
    patience,
  );

  test(
    'a file that never ends loses its process and nothing else',
    async () => {
      const script = join(dir, 'hangs.cjs');
      await writeFile(
        script,
        `process.on('message', ({ bytes }) => { if (bytes[30] === 0) for (;;); process.send({ jpeg: bytes, width: process.pid, height: 1 }); });`,
      );
      const decoder = createDecoder({ script: pathToFileURL(script), timeoutMs: 20_000 });
      const header = headerOf(await noisePicture(300, 300).jpeg().toBuffer());
      const show = (hangs: boolean) => decoder.photo(Buffer.alloc(40, hangs ? 0 : 1), header);
      const [before, hung, after] = await Promise.all([show(false), show(true), show(false)]);
      expect(hung).toEqual({ fault: 'too-slow' });
      if (!('width' in before && 'width' in after)) throw new Error('not decoded');
      expect(after.width).not.toBe(before.width);
      expect(() => process.kill(before.width, 0)).toThrow();
      await decoder.stop();
    },
    patience,
  );

  test(
    'a decoder that takes more memory than a header may promise is ended',
    async () => {
      const pool = createWorkerPool<DecodeTask, DecodeAnswer>({
        start: processWorker({ script: new URL('./decode-process.ts', import.meta.url) }),
        ...{ workers: 1, idleMs: 1_000, timeoutMs: patience, waitingMost: 10 },
      });
      // What its header says is not asked here.
      const bomb = await flatPicture(6_324, 6_324).avif({ effort: 0 }).toBuffer();
      const outcome = await pool.run({ kind: 'photo', bytes: bomb }).catch((error: Error) => error.cause);
      expect(outcome).toMatchObject({ message: 'it ended with 1' });
      const small = await noisePicture(300, 300).jpeg().toBuffer();
      expect(await pool.run({ kind: 'photo', bytes: small })).toMatchObject({ width: 300 });
      await pool.stop();
    },
    patience,
  );
});
