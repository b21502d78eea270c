import { sharp } from '../../vision/sharp.ts';

/** Pixels of the longer side: large enough for any model. */
const sideMost = 1_024;
/** Bytes of all the pictures of a request together; in base64 they come to a third more. */
const bytesMost = 3 * 1024 * 1024;
/** Tried in turn, until a picture is small enough. */
const encodings = [
  { side: sideMost, quality: 92 },
  { side: sideMost, quality: 80 },
  { side: 768, quality: 80 },
  { side: 512, quality: 60 },
];

/** JPEGs of the pictures, without their metadata, small enough to be sent in one request. */
export const startingPictures = (pictures: readonly Uint8Array[]): Promise<Buffer[]> =>
  Promise.all(pictures.map(picture => jpegWithin(picture, bytesMost / pictures.length)));

async function jpegWithin(picture: Uint8Array, most: number): Promise<Buffer> {
  let jpeg = Buffer.alloc(0);
  for (const { side, quality } of encodings) {
    jpeg = await sharp(picture)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality })
      .toBuffer();
    if (jpeg.length <= most) break;
  }
  return jpeg;
}
