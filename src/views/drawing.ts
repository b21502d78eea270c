import type { OverlayOptions } from 'sharp';
import { sharp } from '../services/vision/sharp.ts';

/** Discord's dark theme: a picture in these colours looks like a part of the message. */
export const ground = '#2b2d31';
export const cell = '#1e1f22';
export const faint = '#b5bac1';

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The four bits between a square corner and a round one, painted over a picture that reaches into them. */
export function roundedCorners({ left, top, width, height }: Box, r: number): string {
  const [right, bottom] = [left + width, top + height];
  return (
    `<path fill="${ground}" fill-rule="evenodd" d="M${left} ${top} H${right} V${bottom} H${left} Z ` +
    `M${left + r} ${top} H${right - r} A${r} ${r} 0 0 1 ${right} ${top + r} V${bottom - r} A${r} ${r} 0 0 1 ${right - r} ${bottom} ` +
    `H${left + r} A${r} ${r} 0 0 1 ${left} ${bottom - r} V${top + r} A${r} ${r} 0 0 1 ${left + r} ${top} Z"/>`
  );
}

/** SVG shapes as a layer over the whole picture. */
export const shapesLayer = (shapes: string[], width: number, height: number): OverlayOptions => ({
  input: Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`,
  ),
  left: 0,
  top: 0,
});

/** Layers on the ground colour, as one JPEG. */
export const jpegOf = (layers: OverlayOptions[], width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: ground } })
    .composite(layers)
    .jpeg({ quality: 84 })
    .toBuffer();
