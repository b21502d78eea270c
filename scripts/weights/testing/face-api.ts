import { join } from 'node:path';
import {
  chipFace,
  cutChip,
  mirror,
  missBy,
  type Point,
} from '../../../src/services/vision/faces/face-chip.ts';
import type { FaceEngine, FoundFace } from '../../../src/services/vision/faces/face-engine.ts';
import { type Area, clip, crop, type Pixels, pad, shrink } from '../../../src/services/vision/pixels.ts';
import { packageFolder } from '../packaged-weights.ts';
import { type Backend, toTensor } from './tensorflow.ts';

const minConfidence = 0.5;
const maxResults = 20;
const room = 0.25;
const detectedSide = 512;

/** The face engine as the bot had it before: face-api itself, on TensorFlow. */
export async function createFaceApiEngine({ tf, nets }: Backend): Promise<FaceEngine> {
  const { ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet, ageGenderNet } = nets;
  const folder = join(packageFolder('@vladmandic/face-api'), 'model');
  for (const net of [ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet, ageGenderNet]) {
    await net.loadFromDisk(folder);
  }

  async function detect(picture: Pixels, share: number): Promise<FoundFace[]> {
    const small = await shrink(picture, detectedSide);
    const [left, top] = [Math.round(small.width * share), Math.round(small.height * share)];
    const [wide, high] = [picture.width / small.width, picture.height / small.height];
    const tensor = toTensor(tf, share > 0 ? pad(small, left, top) : small);
    try {
      const faces = await ssdMobilenetv1.locateFaces(tensor as never, { minConfidence, maxResults });
      return faces
        .map(({ box, score }) => ({
          area: {
            x: (box.x - left) * wide,
            y: (box.y - top) * high,
            width: box.width * wide,
            height: box.height * high,
          },
          score,
        }))
        .sort((one, other) => other.score - one.score);
    } finally {
      tensor.dispose();
    }
  }

  async function landmarks(picture: Pixels, area: Area): Promise<Point[]> {
    const inside = clip(area, picture);
    const tensor = toTensor(tf, crop(picture, inside));
    try {
      const found = await faceLandmark68Net.detectLandmarks(tensor as never);
      const [{ positions }] = [found].flat() as [Exclude<typeof found, unknown[]>];
      return positions.map(({ x, y }) => ({ x: x + inside.x, y: y + inside.y }));
    } finally {
      tensor.dispose();
    }
  }

  return {
    find: (picture, bare = false) => detect(picture, bare ? 0 : room),

    landmarks,

    async misfit(picture, found) {
      const chip = cutChip(picture, found);
      return Math.max(
        missBy(await landmarks(chip, chipFace)),
        missBy(await landmarks(mirror(chip), chipFace)),
      );
    },

    async describe(picture, landmarks) {
      const chip = cutChip(picture, landmarks);
      const tensors = [chip, mirror(chip)].map(image => toTensor(tf, image));
      try {
        const both = await faceRecognitionNet.computeFaceDescriptor(tensors as never);
        const [one, other] = both as [Float32Array, Float32Array];
        return Array.from(one, (value, index) => (value + (other[index] as number)) / 2);
      } finally {
        tf.dispose(tensors);
      }
    },

    async age(picture, landmarks) {
      const chip = cutChip(picture, landmarks);
      // With its margin and without, and mirrored: one estimate alone is off by up to twelve years.
      const copies = [chip, crop(chip, chipFace)].flatMap(copy => [copy, mirror(copy)]);
      let sum = 0;
      for (const copy of copies) {
        const tensor = toTensor(tf, copy);
        try {
          const seen = await ageGenderNet.predictAgeAndGender(tensor as never);
          sum += (seen as { age: number }).age;
        } finally {
          tensor.dispose();
        }
      }
      return sum / copies.length;
    },
  };
}
