import sharp from 'sharp';

/** Side of the square crop in pixels. */
export const cropSize = 256;
/** Side of the crop, in sides of the face. */
const cropReach = 2.3;
/** Photos are searched at this size; a face needs no more to be noticed. */
const searchSize = 220;

export interface FaceGuess {
  score: number;
  /** Centre and side as fractions of the photo's width. */
  x: number;
  y: number;
  side: number;
}

export interface FaceCrop {
  /** RGB, `cropSize` squared. */
  pixels: Buffer;
  /** Which photo it was cut from. */
  photo: number;
  score: number;
}

/**
 * Cuts the most face-like square out of all photos: skin in an oval, darker eyes beside a lighter bridge and over
 * lighter cheeks, both halves alike. A guess for a stand-in, not a face detector.
 * @throws Error when none of the photos can be decoded.
 */
export async function cropFace(photos: readonly Buffer[]): Promise<FaceCrop> {
  let best: (FaceGuess & { photo: number; worth: number }) | undefined;
  for (const [photo, bytes] of photos.entries()) {
    const found = await findFace(bytes).catch(() => undefined);
    if (!found) continue;
    const worth = found.score * roomForHair(found);
    if (!best || worth > best.worth) best = { ...found, photo, worth };
  }
  const source = best && photos[best.photo];
  if (!best || !source) throw new Error('None of the photos could be read as an image.');
  const oriented = await sharp(source)
    .autoOrient()
    .removeAlpha()
    .toColourspace('srgb')
    .toBuffer({ resolveWithObject: true });
  const { width, height } = oriented.info;
  // As much more than the face as hair and chin need.
  const side = Math.max(16, Math.round(Math.min(best.side * width * cropReach, width, height)));
  const place = (middle: number, limit: number) =>
    Math.round(Math.max(0, Math.min(middle - side / 2, limit - side)));
  const pixels = await sharp(oriented.data)
    .extract({
      left: place(best.x * width, width),
      top: place((best.y - best.side * 0.2) * width, height),
      width: side,
      height: side,
    })
    .resize(cropSize, cropSize, { kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { pixels, photo: best.photo, score: best.score };
}

/** 1 where a curly head fits above and beside the face, less in a close-up that cuts the hair off. */
function roomForHair({ x, y, side }: FaceGuess): number {
  const above = (y - side / 2) / (side * 0.6);
  const beside = (Math.min(x, 1 - x) - side / 2) / (side * 0.5);
  const room = Math.min(Math.max(above, 0), Math.max(beside, 0), 1);
  return 0.55 + 0.45 * room;
}

/** Where the most face-like square is. A guess, as all of this. */
export async function findFace(photo: Buffer): Promise<FaceGuess> {
  const { data, info } = await sharp(photo)
    .autoOrient()
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .resize(searchSize, searchSize, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const light = integral(width, height, at => luminance(data, at * 3) / 255);
  const squares = integral(width, height, at => (luminance(data, at * 3) / 255) ** 2);
  const skin = integral(width, height, at => skinLikeness(data, at * 3));
  const colour = integral(width, height, at => chroma(data, at * 3).strength);
  const red = integral(width, height, at => chroma(data, at * 3).hue);
  const maps: Maps = { light, squares, skin, colour, red };
  const shortest = Math.min(width, height);
  let best: FaceGuess = { score: -1, x: 0.5, y: (height / width) * 0.4, side: (shortest * 0.6) / width };
  for (let side = shortest * 0.2; side < shortest * 0.82; side *= 1.14) {
    const stride = Math.max(2, side / 14);
    for (let top = 0; top + side <= height; top += stride) {
      for (let left = 0; left + side <= width; left += stride) {
        const score =
          rate(maps, left, top, side) + prior(left + side / 2, top + side / 2, side, width, height);
        if (score > best.score) {
          best = { score, x: (left + side / 2) / width, y: (top + side / 2) / width, side: side / width };
        }
      }
    }
  }
  return best;
}

interface Maps {
  light: Mean;
  squares: Mean;
  skin: Mean;
  /** Strength of colour: low in the whites of the eyes. */
  colour: Mean;
  /** Redness: high in the lips. */
  red: Mean;
}

type Mean = (left: number, top: number, right: number, bottom: number) => number;

/** How face-like a square is. Regions are fractions of it: eyes at about 0.36, mouth at about 0.75. */
function rate(maps: Maps, left: number, top: number, side: number): number {
  const { light, squares, skin, colour, red } = maps;
  const region = (mean: Mean, x0: number, y0: number, x1: number, y1: number) =>
    mean(left + x0 * side, top + y0 * side, left + x1 * side, top + y1 * side);
  const inside = region(skin, 0.22, 0.12, 0.78, 0.9);
  if (inside < 0.5) return -1;
  const average = region(light, 0.1, 0.1, 0.9, 0.95);
  const spread = Math.sqrt(Math.max(1e-4, region(squares, 0.1, 0.1, 0.9, 0.95) - average ** 2));
  const contrast = (value: number) => Math.max(-1, Math.min(1, value / (spread * 1.1)));
  const eye = [region(light, 0.17, 0.29, 0.41, 0.44), region(light, 0.59, 0.29, 0.83, 0.44)] as const;
  const cheek = [region(light, 0.18, 0.5, 0.4, 0.66), region(light, 0.6, 0.5, 0.82, 0.66)] as const;
  const bridge = region(light, 0.44, 0.3, 0.56, 0.46);
  const forehead = region(light, 0.3, 0.08, 0.7, 0.22);
  const nose = region(light, 0.42, 0.48, 0.58, 0.6);
  const mouth = region(light, 0.34, 0.7, 0.66, 0.8);
  const eyesUnderBrow = Math.min(contrast(cheek[0] - eye[0]), contrast(cheek[1] - eye[1]));
  const eyesBesideBridge = Math.min(contrast(bridge - eye[0]), contrast(bridge - eye[1]));
  const detail = Math.min(
    ...[0.17, 0.59].map(x => {
      const mean = region(light, x, 0.29, x + 0.24, 0.44);
      return Math.sqrt(Math.max(0, region(squares, x, 0.29, x + 0.24, 0.44) - mean ** 2));
    }),
  );
  const corners =
    (region(skin, -0.12, -0.2, 0.1, 0.25) +
      region(skin, 0.9, -0.2, 1.12, 0.25) +
      region(skin, -0.2, 0.7, 0, 1) +
      region(skin, 1, 0.7, 1.2, 1)) /
    4;
  const eyeWhites = Math.min(
    ...[0.17, 0.59].map(
      x => region(colour, x, 0.5, x + 0.24, 0.66) - region(colour, x, 0.29, x + 0.24, 0.44),
    ),
  );
  const lips = region(red, 0.34, 0.7, 0.66, 0.8) - region(red, 0.2, 0.52, 0.8, 0.64);
  return (
    Math.max(-0.5, Math.min(1, eyeWhites * 12)) * 0.28 +
    Math.max(-0.5, Math.min(1, lips * 12)) * 0.2 +
    inside * 0.9 -
    corners * 0.8 +
    eyesUnderBrow * 0.55 +
    eyesBesideBridge * 0.6 +
    contrast(forehead - (eye[0] + eye[1]) / 2) * 0.3 +
    contrast(nose - mouth) * 0.35 +
    Math.min(1, detail * 6) * 0.5 -
    Math.abs(contrast(eye[0] - eye[1])) * 0.22 -
    Math.abs(contrast(cheek[0] - cheek[1])) * 0.15
  );
}

/** Portraits have the face large, near the middle and above it. */
function prior(x: number, y: number, side: number, width: number, height: number): number {
  const across = (x / width - 0.5) * 2;
  const down = (y / height - 0.42) * 2;
  const size = Math.min(1, side / (Math.min(width, height) * 0.42));
  return size * 0.45 - across ** 2 * 0.35 - down ** 2 * 0.8;
}

const luminance = (data: Buffer, at: number) =>
  0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);

/** 0–1: skin of any depth has one narrow range of hues, in a wide range of strength and lightness. */
function skinLikeness(data: Buffer, at: number): number {
  const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  const y = luminance(data, at);
  if (red <= green || green < blue * 0.86) return 0;
  const { strength, hue } = chroma(data, at);
  // Dark brown hair has the hue of skin; what is nearly black is taken for hair.
  return (
    unit((y - 42) / 26) *
    unit((strength - 0.04) / 0.04) *
    unit((0.42 - strength) / 0.08) *
    unit(1.4 - Math.abs(hue - 0.045) / 0.085)
  );
}

/** Colour without lightness: how far from grey, and how red rather than yellow. */
function chroma(data: Buffer, at: number): { strength: number; hue: number } {
  const y = luminance(data, at);
  const cb = (0.564 * ((data[at + 2] ?? 0) - y)) / Math.max(30, y);
  const cr = (0.713 * ((data[at] ?? 0) - y)) / Math.max(30, y);
  return { strength: (cr - cb) / 2, hue: cr + cb };
}

const unit = (value: number) => Math.max(0, Math.min(1, value));

/** Mean over any rectangle in constant time, by a summed-area table; what lies outside is left out. */
function integral(width: number, height: number, value: (at: number) => number): Mean {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += value(y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const clamp = (v: number, limit: number) => Math.max(0, Math.min(limit, Math.round(v)));
  const sum = (x: number, y: number) => sums[y * (width + 1) + x] ?? 0;
  return (left, top, right, bottom) => {
    const [x0, x1] = [clamp(left, width), clamp(right, width)];
    const [y0, y1] = [clamp(top, height), clamp(bottom, height)];
    const area = (x1 - x0) * (y1 - y0);
    return area > 0 ? (sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)) / area : 0;
  };
}
