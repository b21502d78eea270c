import { mendJpeg } from './jpeg.ts';
import { readHeader } from './picture-header.ts';
import { barePng } from './png.ts';
import { sniffImage } from './sniff-image.ts';

/** 2048 × 2048: more than any model of the field paints. */
const pixelsMost = 2_048 ** 2;

/**
 * A picture that is cheap enough to be decoded by the bot itself, without the words around it.
 * @throws Error for any other file: its header alone says so.
 */
export function plainPicture(bytes: Uint8Array): Buffer {
  const format = sniffImage(bytes);
  const header = readHeader(bytes, format);
  if (!header) throw new Error('The file is no picture that is read.');
  const { width, height } = header;
  if (width * height > pixelsMost) throw new Error(`The picture is ${width} × ${height} pixels.`);
  const file = Buffer.from(bytes);
  const plain = format === 'png' ? barePng(file) : format === 'jpeg' ? mendJpeg(file) : file;
  if (!plain || typeof plain === 'string') throw new Error(`The picture is ${plain ?? 'cut off'}.`);
  return plain;
}
