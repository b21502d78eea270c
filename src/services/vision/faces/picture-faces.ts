import { clip, type Pixels, toSharp, turnBack } from '../pixels.ts';
import { everyFaceMost, type GivenFace, type PictureFace } from '../vision.ts';
import type { FaceEngine } from './face-engine.ts';
import { search } from './look.ts';

const facesMost = 8;
/** People lie; hardly any stand on their heads, and each turn takes another search. */
const turns = [0, 90, 270] as const;
const describedMost = 4;
/** A photo may have been taken, or turned, any way. */
const everyTurn = [0, 90, 270, 180] as const;

/** The upright faces in a copy of a picture, the largest first. What does not fit a face has no age. */
export async function facesIn(copy: Pixels, engine: FaceEngine): Promise<PictureFace[]> {
  const { turned, picture, faces } = await search(copy, engine, { judged: facesMost, turns });
  const sideways = turned === 90 || turned === 270;
  const [width, height] = sideways ? [picture.height, picture.width] : [picture.width, picture.height];
  const upright = faces
    .filter(({ fits }) => fits)
    .sort((one, other) => other.area.width * other.area.height - one.area.width * one.area.height);
  const seen: PictureFace[] = [];
  for (const [nth, { area, landmarks }] of upright.entries()) {
    const back = turnBack(clip(area, picture), turned, picture);
    seen.push({
      box: { x: back.x / width, y: back.y / height, width: back.width / width, height: back.height / height },
      age: await engine.age(picture, landmarks),
      ...(nth < describedMost ? { descriptor: await engine.describe(picture, landmarks) } : {}),
    });
  }
  return seen;
}

/** The picture with its light spread over the whole range, for faces that are too dark or too pale to be found. */
async function inBetterLight({ width, height, ...picture }: Pixels): Promise<Pixels> {
  const light = toSharp({ ...picture, width, height }).normalise({ lower: 1, upper: 99 });
  return { data: await light.gamma(1.6).raw().toBuffer(), width, height };
}

/**
 * The faces in a copy of a picture, the largest first, also those that fit no face well: one in profile is somebody's, too.
 */
export async function everyFaceIn(copy: Pixels, engine: FaceEngine): Promise<GivenFace[]> {
  const searchIn = (pixels: Pixels) => search(pixels, engine, { judged: everyFaceMost, turns: everyTurn });
  const plain = await searchIn(copy);
  const { picture, faces } = plain.faces.length > 0 ? plain : await searchIn(await inBetterLight(copy));
  const longer = Math.max(picture.width, picture.height);
  const sideOf = ({ area: { width, height } }: (typeof faces)[number]) => Math.min(width, height);
  const seen: GivenFace[] = [];
  for (const face of faces.sort((one, other) => sideOf(other) - sideOf(one)).slice(0, everyFaceMost)) {
    const known = face.fits
      ? {
          age: await engine.age(picture, face.landmarks),
          descriptor: await engine.describe(picture, face.landmarks),
        }
      : {};
    seen.push({ side: sideOf(face) / longer, ...known });
  }
  return seen;
}
