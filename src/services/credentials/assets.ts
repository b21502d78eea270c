import { type Asset, JPEG, PNG } from '@trustnxt/c2pa-ts/asset';
import { sniffImage } from '../vision/decoding/sniff-image.ts';
import { WebP } from './webp-asset.ts';

/** The file as the library reads it; undefined for a format in which nothing is signed here. @throws Error for a damaged one */
export function assetOf(file: Uint8Array): Asset | undefined {
  switch (sniffImage(file)) {
    case 'png':
      return new PNG(file);
    case 'jpeg':
      return new JPEG(file);
    case 'webp':
      return new WebP(file);
    default:
      return undefined;
  }
}
