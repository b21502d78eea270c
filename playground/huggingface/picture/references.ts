/** Who is to be seen, in pictures that a request starts from: the prompt says which pictures show the same person. */
import sharp from 'sharp';
import { cropFace, cropSize } from '../../colab/face-crop.ts';
import type { Face } from './face.ts';

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
  return Promise.all(
    groups.map(async group => {
      const { pixels } = await cropFace(group.map(picture => Buffer.from(picture)));
      return { pixels: new Uint8Array(pixels), width: cropSize, height: cropSize };
    }),
  );
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
