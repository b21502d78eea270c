import { renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createVision } from '../create-vision.ts';
import { decode } from '../pixels.ts';
import type { Vision } from '../vision.ts';
import { createNudityEngine, type NudityEngine } from './nudity-engine.ts';
import { nudityOf } from './nudity-model.ts';
import { forgetSample, sampleOf } from './sample.ts';
import { classifiedSide } from './take-sample.ts';

/** However busy the machine is, a picture may take its time here. */
const patience = 10 * 60_000;
vi.setConfig({ testTimeout: patience });

describe('the classifier answers the same in its process, of a sample, and of a decoded picture', () => {
  let vision: Vision;
  let engine: NudityEngine;
  beforeAll(async () => {
    vision = createVision({ timeoutMs: patience });
    engine = await createNudityEngine();
  }, patience);
  afterAll(() => vision.stop());

  async function difference(picture: Uint8Array): Promise<number> {
    const [one, other] = [await vision.nudity(picture), await engine.classify(await decode(picture))];
    expect(other.explicit).toBeGreaterThan(0);
    return Math.max(Math.abs(one.explicit - other.explicit), Math.abs(one.suggestive - other.suggestive));
  }

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
    await sampleOf(picture);
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
      await expect(sampleOf(cut), String(part)).rejects.toThrow();
    }
  });
});

test('an answer of no numbers is refused', () => {
  expect(nudityOf([0.1, 0.2, 0.3, 0.3, 0.1])).toEqual({ explicit: 0.5, suggestive: 0.1 });
  expect(() => nudityOf([0.1, Number.NaN, 0.3, 0.3, 0.1])).toThrow();
  expect(() => nudityOf([0.1, 0.2])).toThrow();
});
