import type { NudityEngine } from '../classifier/nudity-engine.ts';
import { type Area, clip, crop, type Pixels, shrink, type Turn, turn, turnBack } from '../pixels.ts';
import type { Face, Sight } from '../vision.ts';
import { type Point, tiltOf, turnOf } from './face-chip.ts';
import { searchedSide } from './face-copy.ts';
import type { FaceEngine, FoundFace } from './face-engine.ts';
import { measureGrey, perceptualHash } from './measures.ts';

/** A face with a smaller misfit is upright: upright faces measured 2.3 to 9.8, turned ones 11.5 to 56. */
const fitting = 10.5;
/** How many faces, the ones with the highest scores, are judged by their fit; and which turns are tried. */
const inPhoto = { judged: 3, turns: [0, 90, 270, 180] as const };

interface SeenFace extends FoundFace {
  landmarks: Point[];
  fits: boolean;
}

interface View {
  turned: Turn;
  picture: Pixels;
  faces: SeenFace[];
}

/** Looks at one photo: its faces, what they measure, and whether it is explicit. */
export async function look(photo: Pixels, engine: FaceEngine, nudity: NudityEngine): Promise<Sight> {
  const small = await shrink(photo, searchedSide);
  const { turned, picture, faces } = await search(small, engine);
  const upright = turn(photo, turned);
  const scale = upright.width / picture.width;
  const measured: Face[] = [];
  for (const face of faces) measured.push(await measureFace(upright, face, scale, turned));
  const [first] = faces;
  // A turned photo is judged both ways: the classifier knows bodies upright.
  const judgements = await Promise.all((turned ? [small, picture] : [small]).map(nudity.classify));
  const { brightness, contrast } = await measureGrey(small);
  return {
    faces: measured,
    ...(first && {
      descriptor: await engine.describe(picture, first.landmarks),
      age: await engine.age(picture, first.landmarks),
    }),
    phash: await perceptualHash(small),
    brightness,
    contrast,
    turned,
    explicit: Math.max(...judgements.map(({ explicit }) => explicit)),
  };
}

/**
 * The picture turned so that its faces are upright, faces that fit before those that do not. The detector finds turned
 * faces with the same confidence, so only the fit tells. If none fits in any direction, the photo is taken as it came.
 */
export async function search(
  picture: Pixels,
  engine: FaceEngine,
  { judged, turns }: { judged: number; turns: readonly Turn[] } = inPhoto,
): Promise<View> {
  let asItCame: View = { turned: 0, picture, faces: [] };
  for (const turned of turns) {
    const copy = turn(picture, turned);
    const faces: SeenFace[] = [];
    const padded = await engine.find(copy);
    for (const found of padded.length > 0 || turned ? padded : await engine.find(copy, true)) {
      const landmarks = await engine.landmarks(copy, found.area);
      const misfit = faces.length < judged ? await engine.misfit(copy, landmarks) : undefined;
      faces.push({ ...found, landmarks, fits: misfit !== undefined && misfit < fitting });
    }
    faces.sort((one, other) => Number(other.fits) - Number(one.fits) || other.score - one.score);
    const view = { turned, picture: copy, faces };
    if (faces[0]?.fits) return view;
    if (turned === 0) asItCame = view;
  }
  return asItCame;
}

async function measureFace(
  photo: Pixels,
  { area: found, score, landmarks }: SeenFace,
  scale: number,
  turned: Turn,
): Promise<Face> {
  const area: Area = {
    x: found.x * scale,
    y: found.y * scale,
    width: found.width * scale,
    height: found.height * scale,
  };
  const inside = clip(area, photo);
  const { sharpness, brightness, contrast } = await measureGrey(crop(photo, inside));
  const back = turnBack(inside, turned, photo);
  const sideways = turned === 90 || turned === 270;
  const [width, height] = sideways ? [photo.height, photo.width] : [photo.width, photo.height];
  const out = overhang(area, photo);
  return {
    box: { x: back.x / width, y: back.y / height, width: back.width / width, height: back.height / height },
    score,
    sidePixels: Math.round(Math.min(area.width, area.height)),
    sharpness,
    brightness,
    contrast,
    cutOff: out > 0.1,
    tilt: normaliseAngle(tiltOf(landmarks) - turned),
    turn: turnOf(landmarks),
  };
}

/** How far an area reaches over the edges, as a share of its own side. */
function overhang(area: Area, { width, height }: Pixels): number {
  return Math.max(
    -area.x / area.width,
    -area.y / area.height,
    (area.x + area.width - width) / area.width,
    (area.y + area.height - height) / area.height,
  );
}

/** The same angle between −180 (excluded) and 180. */
const normaliseAngle = (degrees: number) => {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
};
