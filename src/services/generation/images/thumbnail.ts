import sharp from 'sharp';

const side = 320;

/** A square JPEG of one picture, or of up to four side by side, for a list. Rejects bytes that are no picture. */
export async function thumbnailOf(pictures: Buffer[]): Promise<Buffer> {
  const shown = pictures.slice(0, 4);
  const across = shown.length > 1 ? 2 : 1;
  const tiles = await Promise.all(
    shown.map(bytes =>
      sharp(bytes, { limitInputPixels: 40e6 })
        .resize(side / across, side / across, { fit: 'cover' })
        .toBuffer(),
    ),
  );
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
