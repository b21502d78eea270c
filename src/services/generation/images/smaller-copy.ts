import type { Made } from '../../credentials/made.ts';
import { sharp } from '../../vision/sharp.ts';
import { parametersIn, xmpOf } from './png-text.ts';

/** Each smaller than the one before: JPEG quality, and the share of the width that is left. */
const attempts: [quality: number, scale: number][] = [
  [95, 1],
  [88, 1],
  [80, 1],
  [80, 0.5],
  [70, 0.25],
];

/**
 * A JPEG of a PNG that is too large to be posted, with the same settings in it (EXIF UserComment, where the field's
 * tools look) and the mark of a model's work, where it is one; its credentials are signed anew where it leaves. Undefined where not even a small one has at most `most` bytes.
 */
export async function smallerCopy(
  png: Uint8Array,
  most: number,
  from: Made['from'] | undefined,
): Promise<Buffer | undefined> {
  const { width } = await sharp(png).metadata();
  const parameters = parametersIn(png);
  for (const [quality, scale] of attempts) {
    const small = sharp(png)
      .resize({ width: Math.max(64, Math.round(width * scale)), withoutEnlargement: true })
      .flatten({ background: '#fff' });
    const copy = await (from ? small.withXmp(xmpOf(from)) : small)
      .withExif(parameters ? { IFD2: { UserComment: parameters } } : {})
      .jpeg({ quality, chromaSubsampling: '4:4:4' })
      .toBuffer();
    if (copy.length <= most) return copy;
  }
  return undefined;
}
