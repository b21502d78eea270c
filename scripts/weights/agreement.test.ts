import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listCast, renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createNudityEngine, type NudityEngine } from '../../src/services/vision/classifier/nudity-engine.ts';
import { createFaceEngine, type FaceEngine } from '../../src/services/vision/faces/face-engine.ts';
import { look } from '../../src/services/vision/faces/look.ts';
import { facesIn } from '../../src/services/vision/faces/picture-faces.ts';
import { decode, type Pixels, shrink } from '../../src/services/vision/pixels.ts';
import type { Sight } from '../../src/services/vision/vision.ts';
import { packageFolder } from './packaged-weights.ts';
import { createFaceApiEngine } from './testing/face-api.ts';
import { createTensorFlowClassifier } from './testing/nsfwjs.ts';
import { type Backend, startBackend } from './testing/tensorflow.ts';

// The packages themselves, on TensorFlow, are what the converted models are compared with.

/** However busy the machine is, a look may take its time here. */
const patience = 10 * 60_000;
vi.setConfig({ testTimeout: patience, hookTimeout: patience });

interface Engines {
  faces: FaceEngine;
  nudity: NudityEngine;
}
let ours: Engines;
let theirs: Engines;
beforeAll(async () => {
  const backend: Backend = await startBackend();
  theirs = {
    faces: await createFaceApiEngine(backend),
    nudity: await createTensorFlowClassifier(backend),
  };
  ours = { faces: createFaceEngine(), nudity: await createNudityEngine() };
});

/** Group photos that the face package ships. */
async function groupPhotos(): Promise<Buffer[]> {
  const folder = join(packageFolder('@vladmandic/face-api'), 'demo');
  const files = (await readdir(folder)).filter(file => /^sample\d\.jpg$/.test(file)).sort();
  return Promise.all(files.map(file => readFile(join(folder, file))));
}

async function largestGroup(): Promise<Buffer> {
  const photo = (await groupPhotos()).at(-1);
  if (!photo) throw new Error('no photo in the package');
  return photo;
}

const apart = (a: number[] | undefined, b: number[] | undefined) =>
  Math.hypot(...(a ?? [Number.NaN]).map((value, at) => value - (b?.[at] ?? Number.NaN)));

function expectAlike(one: Sight, other: Sight): void {
  expect(one.turned).toBe(other.turned);
  expect(one.faces.length).toBe(other.faces.length);
  for (const [at, face] of one.faces.entries()) {
    const same = other.faces[at];
    expect(face.score).toBeCloseTo(same?.score ?? Number.NaN, 2);
    expect(face.box.x).toBeCloseTo(same?.box.x ?? Number.NaN, 2);
    expect(face.box.y).toBeCloseTo(same?.box.y ?? Number.NaN, 2);
    expect(face.tilt).toBeCloseTo(same?.tilt ?? Number.NaN, 0);
  }
  // The same person is up to 0.5 apart.
  if (other.descriptor) expect(apart(one.descriptor, other.descriptor)).toBeLessThan(0.01);
  if (other.age !== undefined) expect(one.age).toBeCloseTo(other.age, 1);
  expect(one.explicit).toBeCloseTo(other.explicit, 3);
}

const both = async (picture: Pixels) => {
  const [one, other] = [ours, theirs].map(({ faces, nudity }) => look(picture, faces, nudity));
  return [(await one) as Sight, (await other) as Sight] as const;
};

describe('photos are seen as the packages see them', () => {
  test('of drawn people, upright and turned', async () => {
    for (const { id } of listCast()) {
      const photo = await renderCastPhoto(id, 0);
      const [one, other] = await both(await decode(photo));
      expect(other.faces, id).toHaveLength(1);
      expectAlike(one, other);
    }
  });

  test('of groups, and of shapes that do not fill a square', async () => {
    const [group, ...others] = await groupPhotos();
    if (!group) throw new Error('no photo in the package');
    const wide = await sharp(group).resize(701, 300, { fit: 'cover' }).jpeg().toBuffer();
    const high = await sharp(group).resize(333, 600, { fit: 'cover' }).jpeg().toBuffer();
    for (const photo of [group, ...others.slice(0, 2), wide, high]) {
      const [one, other] = await both(await decode(photo));
      expectAlike(one, other);
    }
  });

  test('of somebody who lies', async () => {
    const group = await largestGroup();
    const [one, other] = await both(await decode(await sharp(group).rotate(90).jpeg().toBuffer()));
    expect(other.turned).not.toBe(0);
    expectAlike(one, other);
  });

  test('without a face', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const picture = sharp({ create: { width: 600, height: 400, channels: 3, background: '#79a7d3', noise } });
    const [one, other] = await both(await decode(await picture.png().toBuffer()));
    expect(other.faces).toEqual([]);
    expectAlike(one, other);
  });
});

test('every face of a picture has the age that the package gives it', async () => {
  const copy = await shrink(await decode(await largestGroup()), 1024);
  const [one, other] = [await facesIn(copy, ours.faces), await facesIn(copy, theirs.faces)];
  expect(other.length).toBeGreaterThan(1);
  expect(one.length).toBe(other.length);
  for (const [at, face] of one.entries()) {
    expect(face.age).toBeCloseTo(other[at]?.age ?? Number.NaN, 1);
    expect(face.descriptor === undefined).toBe(other[at]?.descriptor === undefined);
  }
});

describe('pictures are classified as the package classifies them', () => {
  const difference = async (picture: Uint8Array) => {
    const pixels = await decode(picture);
    const [one, other] = [await ours.nudity.classify(pixels), await theirs.nudity.classify(pixels)];
    expect(other.explicit).toBeGreaterThan(0);
    return Math.max(Math.abs(one.explicit - other.explicit), Math.abs(one.suggestive - other.suggestive));
  };

  test('photos of people', async () => {
    const photos = await groupPhotos();
    expect(photos).not.toEqual([]);
    for (const photo of photos) expect(await difference(photo)).toBeLessThan(1e-3);
  });

  test('drawn people and noise', async () => {
    for (const { id } of listCast())
      expect(await difference(await renderCastPhoto(id, 2))).toBeLessThan(1e-3);
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const picture = sharp({ create: { width: 900, height: 700, channels: 3, background: '#79a7d3', noise } });
    expect(await difference(await picture.png().toBuffer())).toBeLessThan(1e-3);
  });
});
