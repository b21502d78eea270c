import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createVision } from '../create-vision.ts';
import { decode } from '../pixels.ts';
import { startBackend } from '../tensorflow.ts';
import type { Vision } from '../vision.ts';
import { classifiedSide, nudityOf, readNsfwModel } from './nsfw-model.ts';
import { createNudityEngine, type NudityEngine } from './nudity-engine.ts';
import { toOnnx } from './onnx-model.ts';
import { forgetSample, sampleOf } from './sample.ts';

/** However busy the machine is, a picture may take its time here. */
const patience = 10 * 60_000;
vi.setConfig({ testTimeout: patience });

interface GraphNode {
  op: string;
  attr: Record<string, unknown>;
}
const text = (words: string) => ({ s: Buffer.from(words).toString('base64') });
const texts = (...words: string[]) => ({ list: { s: words.map(word => text(word).s) } });

const sides = { side: classifiedSide, classes: 5 };

describe('the classifier in its process answers what TensorFlow answers', () => {
  let vision: Vision;
  let engine: NudityEngine;
  beforeAll(async () => {
    vision = createVision({ timeoutMs: patience });
    engine = await createNudityEngine((await startBackend()).tf);
  }, patience);
  afterAll(() => vision.stop());

  async function difference(picture: Uint8Array): Promise<number> {
    const [fast, slow] = [await vision.nudity(picture), await engine.classify(await decode(picture))];
    expect(slow.explicit).toBeGreaterThan(0);
    return Math.max(Math.abs(fast.explicit - slow.explicit), Math.abs(fast.suggestive - slow.suggestive));
  }

  test('of photos of people', async () => {
    const faceApi = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
    const folder = join(faceApi, 'demo');
    const files = (await readdir(folder)).filter(file => /^sample\d\.jpg$/.test(file));
    expect(files).not.toEqual([]);
    for (const file of files) expect(await difference(await readFile(join(folder, file)))).toBeLessThan(1e-3);
  });

  test('of drawn people, of noise, and in other formats', async () => {
    const drawn = await renderCastPhoto('bruno', 2);
    const noise = sharp({
      create: {
        width: 900,
        height: 700,
        channels: 3,
        background: '#79a7d3',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const clear = sharp(drawn).ensureAlpha(0.5);
    const pictures = [
      drawn,
      await noise.png().toBuffer(),
      await noise.jpeg().toBuffer(),
      await clear.webp().toBuffer(),
      await clear.png().toBuffer(),
      await sharp(drawn).greyscale().png().toBuffer(),
      await sharp(drawn).resize(60).gif().toBuffer(),
      await sharp(drawn).toColourspace('rgb16').png().toBuffer(),
    ];
    for (const picture of pictures) expect(await difference(picture)).toBeLessThan(1e-3);
  });

  test('of bytes whose sample was taken before', async () => {
    const picture = await renderCastPhoto('mei', 1);
    await sampleOf(picture, { strict: true });
    expect(await difference(picture)).toBeLessThan(1e-3);
  });
});

describe('a sample', () => {
  test('is taken once of the same bytes, until it is forgotten', async () => {
    const picture = await renderCastPhoto('nova', 1);
    const sample = await sampleOf(picture);
    expect(sample).toMatchObject({ width: classifiedSide, height: classifiedSide });
    expect(await sampleOf(picture)).toBe(sample);
    expect(await sampleOf(Buffer.from(picture))).not.toBe(sample);
    forgetSample(picture);
    expect(await sampleOf(picture)).not.toBe(sample);
  });

  test.each(['png', 'jpeg', 'webp'] as const)('is not taken of a cut-off picture (%s)', async format => {
    const whole = await sharp(await renderCastPhoto('nova', 1))
      .toFormat(format)
      .toBuffer();
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = whole.subarray(0, whole.length * part);
      await expect(sampleOf(cut, { strict: true }), String(part)).rejects.toThrow();
    }
  });
});

describe('what is not understood is refused, rather than answered wrongly', () => {
  test.each([
    ['Relu', { op: 'Relu' }, {}],
    ['FusedDepthwiseConv2dNative', {}, { fused_ops: texts('BiasAdd', 'Elu') }],
    ['FusedDepthwiseConv2dNative', {}, { data_format: text('NCHW') }],
    ['FusedDepthwiseConv2dNative', {}, { padding: text('EXPLICIT') }],
  ])('a node that is another: %s %o %o', (word, node, attr) => {
    const model = readNsfwModel();
    const { node: nodes } = model.modelTopology as { node: GraphNode[] };
    const one = nodes.find(({ op }) => op === 'FusedDepthwiseConv2dNative') as GraphNode;
    Object.assign(one, node);
    Object.assign(one.attr, attr);
    expect(() => toOnnx(model, sides)).toThrow(word);
  });

  test('weights that are cut off', () => {
    const model = readNsfwModel();
    const weightData = (model.weightData as ArrayBuffer).slice(0, -1);
    expect(() => toOnnx({ ...model, weightData }, sides)).toThrow(/weights/);
  });

  test('an answer of no numbers', () => {
    expect(nudityOf([0.1, 0.2, 0.3, 0.3, 0.1])).toEqual({ explicit: 0.5, suggestive: 0.1 });
    expect(() => nudityOf([0.1, Number.NaN, 0.3, 0.3, 0.1])).toThrow();
    expect(() => nudityOf([0.1, 0.2])).toThrow();
  });
});
