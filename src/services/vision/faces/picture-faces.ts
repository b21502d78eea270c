import { clip, type Pixels, turnBack } from '../pixels.ts';
import type { PictureFace } from '../vision.ts';
import type { FaceEngine } from './face-engine.ts';
import { search } from './look.ts';

const facesMost = 8;
/** People lie; hardly any stand on their heads, and each turn takes another search. */
const turns = [0, 90, 270] as const;
const describedMost = 4;

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
