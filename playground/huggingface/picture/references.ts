/** Who is to be seen, in pictures that a request starts from: the prompt says which pictures show the same person. */
import sharp from 'sharp';
import { cropFace, cropSize } from '../../colab/face-crop.ts';
import { type Face, type PreparedFace, prepareFace } from './face.ts';

/** "the person in image 1, image 2 and image 3" */
const numbered = /\bperson (?:in|from) (image \d+(?:(?:, | and |, and )image \d+)*)/gi;

/** For each person that the prompt names, where in the pictures they are; the same person named twice is one. */
export function peopleIn(prompt: string, pictures: number): number[][] {
  const groups = [...prompt.matchAll(numbered)].map(([, names = '']) =>
    [...names.matchAll(/\d+/g)].map(([digits]) => Number(digits) - 1).filter(at => at < pictures),
  );
  const known = new Map(groups.filter(group => group.length > 0).map(group => [group.join(), group]));
  return [...known.values()];
}

/** The faces to draw, in the order in which the prompt names them. @throws Error for what is no picture */
export async function facesFrom(prompt: string, pictures: readonly Uint8Array[]): Promise<Face[]> {
  const groups = peopleIn(prompt, pictures.length).map(group => group.flatMap(at => pictures[at] ?? []));
  const [first] = pictures;
  if (groups.length === 0 && first && /\bperson in the picture\b/i.test(prompt)) {
    const both = /\bother person in the picture\b/i.test(prompt);
    groups.push(...(both ? (await halvesOf(first)).map(half => [half]) : [[...pictures]]));
  }
  return Promise.all(groups.map(faceOf));
}

/** Of several photos of a person, the one that shows the head best. */
async function faceOf(photos: readonly Uint8Array[]): Promise<Face> {
  let best: { face: Face; worth: number } | undefined;
  for (const photo of photos) {
    const { pixels } = await cropFace([Buffer.from(photo)]);
    const face = { pixels: new Uint8Array(pixels), width: cropSize, height: cropSize };
    const worth = worthOf(await prepareFace(face, outlineSize));
    if (!best || worth > best.worth) best = { face, worth };
  }
  if (!best) throw new Error('There is no photo to take the face from.');
  return best.face;
}

/** Pixels. A head is outlined by cells; with fewer pixels than cells it cannot be. */
const outlineSize = 192;
/** Of the square: a head with all its hair. More has run into the background. */
const headMost = 0.3;

/**
 * How well a head stands out from its photo: hair and all, the same on both sides, with an even outline. A photo that
 * cuts the hair off loses by the first, one whose background was taken for hair by the others.
 */
function worthOf({ size, alpha }: PreparedFace): number {
  let [area, both, either, edge] = [0, 0, 0, 0];
  alpha.forEach((value, at) => {
    const column = at % size;
    const mirrored = alpha[at - column + size - 1 - column] ?? 0;
    area += value;
    both += Math.min(value, mirrored);
    either += Math.max(value, mirrored);
    if (column > 0) edge += Math.abs(value - (alpha[at - 1] ?? 0));
    if (at >= size) edge += Math.abs(value - (alpha[at - size] ?? 0));
  });
  const even = area / Math.max(edge / 4, 1) ** 2;
  return (both / Math.max(either, 1)) * even * Math.min(area / size ** 2, headMost);
}

/** Two people in one picture stand beside each other. */
async function halvesOf(picture: Uint8Array): Promise<Uint8Array[]> {
  const upright = await sharp(picture).autoOrient().toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const half = Math.floor(width / 2);
  return Promise.all(
    [0, width - half].map(left =>
      sharp(upright.data).extract({ left, top: 0, width: half, height }).jpeg({ quality: 95 }).toBuffer(),
    ),
  );
}
