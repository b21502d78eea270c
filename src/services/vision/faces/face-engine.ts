import { loadModel, type Model } from '../onnx.ts';
import { type Area, clip, crop, type Pixels, pad, shrink } from '../pixels.ts';
import { detect, detectedSide, detectorShape } from './detect.ts';
import { chipFace, cutChip, mirror, missBy, type Point } from './face-chip.ts';
import { fitSquare } from './square.ts';

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

/** Room on each side of a picture, as a share of its width and height. */
const room = 0.25;
/** Sides of the squares that the nets look at, in pixels. */
const sides = { landmarks: 112, descriptor: 150, age: 112 } as const;
const shapeOf = (side: number) => [1, 3, side, side] as const;

/** The nets of @vladmandic/face-api 1.7.15 (MIT), converted: see `../weights/NOTICE.md`. Each is loaded when it is first needed. */
export function createFaceEngine(load: typeof loadModel = loadModel): FaceEngine {
  const loaded = new Map<string, Promise<Model>>();
  const model = (name: 'detector' | keyof typeof sides): Promise<Model> => {
    const known = loaded.get(name);
    if (known) return known;
    const loading = load(name, name === 'detector' ? detectorShape : shapeOf(sides[name]));
    loaded.set(name, loading);
    return loading;
  };

  /** What a net answers to a picture in the middle of its square, and how it was put there. */
  async function ask(name: keyof typeof sides, output: string, picture: Pixels) {
    const square = fitSquare(picture, sides[name], 'middle');
    const answer = (await (await model(name)).run(square.planes))[output];
    if (!answer || answer.some(Number.isNaN)) throw new Error(`The ${name} net gave no answer.`);
    return { answer, square };
  }

  async function find(picture: Pixels, share: number): Promise<FoundFace[]> {
    const small = await shrink(picture, detectedSide);
    const [left, top] = [Math.round(small.width * share), Math.round(small.height * share)];
    const [wide, high] = [picture.width / small.width, picture.height / small.height];
    const faces = await detect(await model('detector'), share > 0 ? pad(small, left, top) : small);
    return faces.map(({ area: { x, y, width, height }, score }) => ({
      area: { x: (x - left) * wide, y: (y - top) * high, width: width * wide, height: height * high },
      score,
    }));
  }

  async function landmarks(picture: Pixels, area: Area): Promise<Point[]> {
    const inside = clip(area, picture);
    const { answer, square } = await ask('landmarks', 'places', crop(picture, inside));
    const { scale, left, top } = square;
    return Array.from({ length: 68 }, (_, nth) => ({
      x: ((answer[2 * nth] as number) * sides.landmarks - left) / scale + inside.x,
      y: ((answer[2 * nth + 1] as number) * sides.landmarks - top) / scale + inside.y,
    }));
  }

  return {
    find: (picture, bare = false) => find(picture, bare ? 0 : room),

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
      const { answer: one } = await ask('descriptor', 'numbers', chip);
      const { answer: other } = await ask('descriptor', 'numbers', mirror(chip));
      return Array.from(one, (value, index) => (value + (other[index] as number)) / 2);
    },

    async age(picture, landmarks) {
      const chip = cutChip(picture, landmarks);
      // With its margin and without, and mirrored: one estimate alone is off by up to twelve years.
      const copies = [chip, crop(chip, chipFace)].flatMap(copy => [copy, mirror(copy)]);
      let sum = 0;
      for (const copy of copies) sum += (await ask('age', 'years', copy)).answer[0] as number;
      return sum / copies.length;
    },
  };
}
