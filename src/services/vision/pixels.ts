import { sharp } from './sharp.ts';

/** A decoded picture: three bytes (red, green, blue) a pixel, rows from the top. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A rectangle in pixels. It may reach over the edges of its picture. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const limitInputPixels = 40e6;
const grey = 128;

/** The formats that are decoded. Others (SVG drawings, documents) can hold more than a picture. */
const formats = ['jpeg', 'png', 'webp', 'heif', 'gif'];

/** @throws Error for any other format. */
export function assertReadable({ format }: { format: string }): void {
  if (!formats.includes(format)) throw new Error(`A picture in ${format} is not read.`);
}

/** @throws Error when the bytes are no whole picture, or one of more than 40 megapixels. */
export async function decode(bytes: Uint8Array): Promise<Pixels> {
  const source = sharp(bytes, { limitInputPixels, failOn: 'error' });
  assertReadable(await source.metadata());
  const { data, info } = await source
    .timeout({ seconds: 20 })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`A picture of ${info.channels} channels.`);
  return { data, width: info.width, height: info.height };
}

/** The picture as something that sharp can work on. */
export const toSharp = ({ data, width, height }: Pixels) =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** A copy that is at most `longSide` pixels long; the picture itself where it is no longer than that. */
export async function shrink(picture: Pixels, longSide: number): Promise<Pixels> {
  if (Math.max(picture.width, picture.height) <= longSide) return picture;
  const { data, info } = await toSharp(picture)
    .resize({ width: longSide, height: longSide, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** A copy with a grey border of so many pixels on each side. */
export function pad({ data, width, height }: Pixels, left: number, top: number): Pixels {
  const wide = width + 2 * left;
  const padded = new Uint8Array(wide * (height + 2 * top) * 3).fill(grey);
  for (let row = 0; row < height; row++) {
    padded.set(data.subarray(row * width * 3, (row + 1) * width * 3), ((row + top) * wide + left) * 3);
  }
  return { data: padded, width: wide, height: height + 2 * top };
}

export type Turn = 0 | 90 | 180 | 270;

/** A copy that is turned clockwise by so many degrees; the picture itself for none. */
export function turn(picture: Pixels, degrees: Turn): Pixels {
  if (degrees === 0) return picture;
  const { data, width, height } = picture;
  const turned = new Uint8Array(data.length);
  const wide = degrees === 180 ? width : height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = degrees === 90 ? height - 1 - y : degrees === 180 ? width - 1 - x : y;
      const row = degrees === 90 ? x : degrees === 180 ? height - 1 - y : width - 1 - x;
      const from = (y * width + x) * 3;
      const to = (row * wide + column) * 3;
      turned[to] = data[from] as number;
      turned[to + 1] = data[from + 1] as number;
      turned[to + 2] = data[from + 2] as number;
    }
  }
  return { data: turned, width: wide, height: degrees === 180 ? height : width };
}

/** Where an area of a turned picture of this width and height lies in the picture before it was turned. */
export function turnBack(area: Area, degrees: Turn, turned: { width: number; height: number }): Area {
  const { x, y, width, height } = area;
  switch (degrees) {
    case 0:
      return area;
    case 90:
      return { x: y, y: turned.width - x - width, width: height, height: width };
    case 180:
      return { x: turned.width - x - width, y: turned.height - y - height, width, height };
    case 270:
      return { x: turned.height - y - height, y: x, width: height, height: width };
  }
}

/** The part of the area that lies within the picture, in whole pixels, at least one each way. */
export function clip(area: Area, { width, height }: { width: number; height: number }): Area {
  const x = Math.min(width - 1, Math.max(0, Math.floor(area.x)));
  const y = Math.min(height - 1, Math.max(0, Math.floor(area.y)));
  return {
    x,
    y,
    width: Math.max(1, Math.min(width, Math.ceil(area.x + area.width)) - x),
    height: Math.max(1, Math.min(height, Math.ceil(area.y + area.height)) - y),
  };
}

/** A copy of a clipped area. */
export function crop({ data, width }: Pixels, area: Area): Pixels {
  const part = new Uint8Array(area.width * area.height * 3);
  for (let row = 0; row < area.height; row++) {
    const from = ((area.y + row) * width + area.x) * 3;
    part.set(data.subarray(from, from + area.width * 3), row * area.width * 3);
  }
  return { data: part, width: area.width, height: area.height };
}
