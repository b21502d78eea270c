import sharp from 'sharp';

/** A provider's answer that is no picture to show: `black` is what safety filters send instead of an error. */
export type ImageFault = 'not-an-image' | 'cut-off' | 'black';

/** Decodes the whole picture and looks at its light. Resolves to PNG bytes, or to what is wrong. */
export async function checkImage(bytes: Buffer): Promise<{ png: Buffer } | { fault: ImageFault }> {
  if (bytes.length === 0) return { fault: 'not-an-image' };
  const image = sharp(bytes, { limitInputPixels: 40e6, failOn: 'warning' });
  try {
    const { format } = await image.metadata();
    if (!['jpeg', 'png', 'webp', 'avif', 'heif'].includes(format)) return { fault: 'not-an-image' };
  } catch {
    return { fault: 'not-an-image' };
  }
  try {
    const png = await image.png().toBuffer();
    const { channels } = await sharp(png).stats();
    if (channels.slice(0, 3).every(channel => channel.max <= 2)) return { fault: 'black' };
    return { png };
  } catch {
    return { fault: 'cut-off' };
  }
}
