import type { Sharp } from 'sharp';
import { takeSample } from '../classifier/take-sample.ts';
import { takeCopy } from '../faces/face-copy.ts';
import { lookHash } from '../look-hash.ts';
import { sharp } from '../sharp.ts';
import type { DecodedPhoto, DecodedPicture, DecodeFault } from './decode-protocol.ts';
import { isAboutStrayBytes, mendJpeg } from './jpeg.ts';
import { barePng } from './png.ts';
import { sniffImage } from './sniff-image.ts';
import { takeThumbnail } from './take-thumbnail.ts';

interface Faulty {
  fault: DecodeFault;
}

/** The longest side of a stored photo, in pixels. */
export const storedLongSide = 2_048;
/** 2048 × 2048. The pixels of a larger picture take too much memory: it is decoded anew, row by row. */
const pixelsHeld = 2_048 ** 2;
/** A colour up to this bright is black. */
const darkest = 2;

/** A photo to be stored: upright, at most 2048 pixels long, JPEG, sRGB, without any metadata. */
export async function decodePhoto(bytes: Uint8Array): Promise<DecodedPhoto | Faulty> {
  const file = prepare(bytes);
  if (typeof file === 'string') return { fault: file };
  return whole(async open => {
    const { data, info } = await open(file)
      .autoOrient()
      // A JPEG and a WebP are scaled while they are decoded.
      .resize({ width: storedLongSide, height: storedLongSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 92, mozjpeg: false })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  });
}

/**
 * A picture that a model made, as a PNG that is as cheap to decode again as it looks, and all that is wanted of its
 * pixels: its sample, its look and its thumbnail; with `faces` also the copy that faces are looked for in.
 */
export async function decodePicture(bytes: Uint8Array, faces = false): Promise<DecodedPicture | Faulty> {
  const file = prepare(bytes);
  if (typeof file === 'string') return { fault: file };
  return whole(async open => {
    const {
      format,
      hasAlpha,
      depth,
      isProgressive,
      width,
      height,
      orientation = 1,
    } = await open(file).metadata();
    const plain = format === 'png' && depth === 'uchar' && !isProgressive;
    const looks = [true, hasAlpha, faces, !plain].filter(Boolean).length;
    const source =
      looks > 1 && width * height <= pixelsHeld ? await decodedOnce(open(file)) : () => open(file);
    // Level 1 takes half as long as the usual 6, for a file that is a quarter larger.
    const png = plain ? file : await source().png({ compressionLevel: 1 }).toBuffer();
    const sample = await takeSample(source());
    // What is transparent is white in the sample. One dark sample may be a night sky with a few stars.
    if (hasAlpha || sample.data.every(value => value <= darkest)) {
      const { channels } = await source().stats();
      const light = hasAlpha ? channels.slice(0, -1) : channels;
      if (light.every(channel => channel.max <= darkest)) return { fault: 'black' };
    }
    // One that is to be turned is looked at later, as it is shown.
    const look = orientation === 1 ? lookHash(sample) : undefined;
    const thumbnail = await takeThumbnail(sample, { width, height });
    const seen = {
      sample,
      ...(look ? { look } : {}),
      ...(thumbnail ? { thumbnail } : {}),
      ...(faces ? { copy: await takeCopy(source()) } : {}),
    };
    return plain && png.length === bytes.length ? seen : { png, ...seen };
  });
}

/** The pixels of a picture that is looked at more than once. */
async function decodedOnce(picture: Sharp): Promise<() => Sharp> {
  const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return () => sharp(data, { raw: { width, height, channels } });
}

/** The file without what is known to be harmless or hostile around its picture. */
function prepare(bytes: Uint8Array): Buffer | DecodeFault {
  switch (sniffImage(bytes)) {
    case 'jpeg':
      return mendJpeg(bytes) ?? 'damaged';
    case 'png':
      return barePng(bytes);
    case 'webp':
    case 'avif':
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    default:
      return 'not-an-image';
  }
}

/**
 * Decodes strictly, and then once more less strictly where it only minded stray bytes. (A
 * lenient decoder does not say that it made up pixels.)
 */
async function whole<T>(decode: (open: (file: Buffer) => Sharp) => Promise<T | Faulty>): Promise<T | Faulty> {
  const openAs = (failOn: 'warning' | 'error') => (file: Buffer) =>
    // A JPEG is mended first. Other formats' warnings are about colour profiles and the like.
    sharp(file, { limitInputPixels: false, failOn: sniffImage(file) === 'jpeg' ? failOn : 'error' });
  try {
    return await decode(openAs('warning'));
  } catch (error) {
    if (!isAboutStrayBytes(error)) return { fault: 'damaged' };
  }
  return decode(openAs('error')).catch(() => ({ fault: 'damaged' }) as const);
}
