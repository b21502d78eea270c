import { sharp } from '../../vision/sharp.ts';

export const smallSide = 320;
export const largeSide = 800;

/** One picture, cut to a square; undefined if it cannot be decoded. */
const tileOf = (bytes: Buffer, length: number) =>
  sharp(bytes, { limitInputPixels: 40e6 })
    .resize(length, length, { fit: 'cover' })
    .toBuffer()
    .catch(() => undefined);

/**
 * A square JPEG, `side` pixels wide, of one picture, or of up to four side by side, for a list. Pictures that cannot be decoded are left
 * out; undefined if none can.
 */
export async function thumbnailOf(pictures: Buffer[], side = smallSide): Promise<Buffer | undefined> {
  const shown = pictures.slice(0, 4);
  const across = shown.length > 1 ? 2 : 1;
  const all = await Promise.all(shown.map(bytes => tileOf(bytes, side / across)));
  const tiles = all.filter(tile => tile !== undefined);
  if (tiles.length === 0) return undefined;
  return sharp({ create: { width: side, height: side, channels: 3, background: '#2b2d31' } })
    .composite(
      tiles.map((input, at) => ({
        input,
        left: (at % across) * (side / across),
        top: Math.floor(at / across) * (side / across),
      })),
    )
    .jpeg({ quality: 80 })
    .toBuffer();
}
