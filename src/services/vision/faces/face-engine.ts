import { join } from 'node:path';
import { type Area, clip, crop, type Pixels, pad, shrink } from '../pixels.ts';
import { type Backend, packageFolder, toTensor } from '../tensorflow.ts';
import { chipFace, cutChip, mirror, missBy, type Point } from './face-chip.ts';

export interface FoundFace {
  /** In pixels of the picture that was searched; may reach over its edges. */
  area: Area;
  /** How sure the detector is, 0 to 1. */
  score: number;
}

/** Finds faces, their landmarks, and the numbers that tell people apart. */
export interface FaceEngine {
  /**
   * Faces in a picture, the surest first. It gets grey room around it, since faces that fill a picture are only found
   * that way; `bare` leaves it out, which finds a few that are missed with it.
   */
  find(picture: Pixels, bare?: boolean): Promise<FoundFace[]>;
  /** The 68 landmarks of a face, in pixels of the picture. */
  landmarks(picture: Pixels, area: Area): Promise<Point[]>;
  /**
   * How badly a face fits its landmarks. The face is cut out by them, they are detected again in the cut-out and in its
   * mirror image, and this is how far off they are, in pixels of 150. Under 10 for an upright face; more for one on its
   * side or upside down (which the detector finds with the same confidence), and for something that is no face.
   */
  misfit(picture: Pixels, landmarks: readonly Point[]): Promise<number>;
  /** 128 numbers: people are alike by the Euclidean distance between theirs. */
  describe(picture: Pixels, landmarks: readonly Point[]): Promise<number[]>;
  /** How old the face looks, in years. Off by several years, and children are taken for older than they are. */
  age(picture: Pixels, landmarks: readonly Point[]): Promise<number>;
}

const minConfidence = 0.5;
const maxResults = 20;
/** Room on each side of a picture, as a share of its width and height. */
const room = 0.25;
/** The detector sees a square of 512 pixels, whatever it is given; a larger picture only takes more memory. */
const detectedSide = 512;

export async function createFaceEngine({ tf, nets }: Backend): Promise<FaceEngine> {
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
