import type { Pixels } from './pixels.ts';

/** Side of the grey copy that is transformed, and how many of its low frequencies count in each direction. */
const side = 32;
const kept = 8;

/** The cosines of the frequencies 1 to 8 (0 is the mean brightness), one row for each. */
const cosines = Array.from({ length: kept }, (_, at) =>
  Float64Array.from({ length: side }, (_, x) => Math.cos((((2 * x + 1) * (at + 1)) / (2 * side)) * Math.PI)),
);

/** Light that a value of sRGB stands for, and back, in steps of 1/4,096 (IEC 61966-2-1). */
const steps = 4_096;
const lightOf = Float64Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});
const greyOf = Float64Array.from({ length: steps + 1 }, (_, step) => {
  const light = step / steps;
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
});

/**
 * What a picture looks like, as 64 bits in hex: alike for one that was encoded anew or made smaller. It is told from a
 * sample whose sides are multiples of 32, as `takeSample` takes it, so that a picture is not gone through once more.
 * At most three bits differ from those of the package sharp-phash, by which earlier pictures are known.
 */
export function lookHash(sample: Pixels): string {
  const strengths = lowFrequencies(greyParts(sample));
  const mean = strengths.reduce((sum, one) => sum + one, 0) / strengths.length;
  const bits = Array.from(strengths, one => (one > mean ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

function greyParts({ data, width, height }: Pixels): Float64Array {
  const parts = new Float64Array(side * side);
  const [wide, high] = [width / side, height / side];
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / high) * side;
    for (let x = 0; x < width; x++, at += 3) {
      const light =
        0.2126 * (lightOf[data[at] as number] as number) +
        0.7152 * (lightOf[data[at + 1] as number] as number) +
        0.0722 * (lightOf[data[at + 2] as number] as number);
      const part = row + Math.floor(x / wide);
      parts[part] = (parts[part] as number) + (greyOf[Math.round(light * steps)] as number);
    }
  }
  return parts;
}

/** A cosine transform (DCT-II) in two passes: along each row, then across the rows. */
function lowFrequencies(grey: Float64Array): Float64Array {
  const along = cosines.map(wave =>
    Float64Array.from({ length: side }, (_, y) => product(wave, grey.subarray(y * side, (y + 1) * side))),
  );
  return Float64Array.from({ length: kept * kept }, (_, at) =>
    product(cosines[at % kept] as Float64Array, along[Math.floor(at / kept)] as Float64Array),
  );
}

function product(wave: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < side; at++) sum += (wave[at] as number) * (values[at] as number);
  return sum;
}
