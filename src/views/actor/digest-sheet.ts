import type { OverlayOptions } from 'sharp';
import { sharp } from '../../services/vision/sharp.ts';
import { jpegOf, shapesLayer } from '../drawing.ts';
import { badgeOf } from './contact-sheet.ts';

/** The pictures of one request, which stand together under one number. */
export interface SheetBlock {
  badge: string;
  pictures: Buffer[];
}

/** Pixels: the longer side of the sheet, the gap between requests, and between the pictures of one. */
const size = { most: 1_200, gap: 14, inner: 4 } as const;
/** Height by width: what a message shows without cutting, and with words above and below. */
const wanted = 0.75;

/** Pictures in their shape (width by height), in lines of equal height. */
interface Block {
  badge: string;
  /** One line, or two of four pictures. */
  lines: { bytes: Buffer; shape: number }[][];
  shape: number;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A picture beyond these is cut: its row would be no higher than a line. */
const shapeOf = (shape: number) => Math.min(2.5, Math.max(0.4, shape));

async function blockOf({ badge, pictures }: SheetBlock): Promise<Block | undefined> {
  const found = [];
  for (const bytes of pictures) {
    const known = await sharp(bytes)
      .metadata()
      .catch(() => undefined);
    if (known?.width && known.height) found.push({ bytes, shape: shapeOf(known.width / known.height) });
  }
  if (found.length === 0) return undefined;
  const lines = found.length === 4 ? [found.slice(0, 2), found.slice(2)] : [found];
  const across = Math.max(...lines.map(line => line.reduce((sum, { shape }) => sum + shape, 0)));
  return { badge, lines, shape: across / lines.length };
}

/** Every way to put them in rows, in their order. */
function* rowings<T>([first, ...rest]: readonly T[]): Generator<T[][]> {
  if (first === undefined) return;
  if (rest.length === 0) yield [[first]];
  for (const [row = [], ...others] of rowings(rest)) {
    yield [[first], row, ...others];
    yield [[first, ...row], ...others];
  }
}

const heightOf = (row: readonly Block[]) => 1 / row.reduce((sum, { shape }) => sum + shape, 0);

/** Rows that all fill the width, of heights as alike as can be, and together about as high as a message is wide. */
function rowsOf(blocks: readonly Block[]): Block[][] {
  let best: { rows: Block[][]; cost: number } | undefined;
  for (const rows of rowings(blocks)) {
    const heights = rows.map(heightOf);
    const height = heights.reduce((sum, one) => sum + one, 0);
    const cost =
      Math.abs(Math.log(height / wanted)) + 0.5 * Math.log(Math.max(...heights) / Math.min(...heights));
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { rows, cost };
  }
  return best?.rows ?? [];
}

/** Divides a length by weights, with gaps between: whole pixels that fill it. */
function divided(length: number, gap: number, weights: readonly number[]): { at: number; length: number }[] {
  const total = weights.reduce((sum, one) => sum + one, 0);
  const room = length - gap * (weights.length - 1);
  let before = 0;
  return weights.map((weight, nth) => {
    const from = Math.round((room * before) / total);
    before += weight;
    return { at: from + nth * gap, length: Math.round((room * before) / total) - from };
  });
}

async function filled(bytes: Buffer, { left, top, width, height }: Box): Promise<OverlayOptions> {
  const { data, info } = await sharp(bytes)
    .resize({ width, height, fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: info.channels }, left, top };
}

async function picturesOf({ lines }: Block, box: Box): Promise<OverlayOptions[]> {
  const layers: OverlayOptions[] = [];
  const down = divided(
    box.height,
    size.inner,
    lines.map(() => 1),
  );
  for (const [nth, line] of lines.entries()) {
    const { at: top, length: height } = down[nth] ?? { at: 0, length: box.height };
    const across = divided(
      box.width,
      size.inner,
      line.map(({ shape }) => shape),
    );
    for (const [at, { bytes }] of line.entries()) {
      const { at: left, length: width } = across[at] ?? { at: 0, length: box.width };
      layers.push(await filled(bytes, { left: box.left + left, top: box.top + top, width, height }));
    }
  }
  return layers;
}

/**
 * The images of a digest side by side, uncut unless they are very long, with no room left over: one JPEG. Undefined if no
 * picture can be decoded; those that cannot are left out.
 */
export async function digestSheet(of: readonly SheetBlock[]): Promise<Buffer | undefined> {
  const blocks: Block[] = [];
  for (const one of of) {
    const block = await blockOf(one);
    if (block) blocks.push(block);
  }
  if (blocks.length === 0) return undefined;
  const rows = rowsOf(blocks);
  const tall = rows.reduce((sum, row) => sum + heightOf(row), 0);
  const width = Math.round(size.most / Math.max(1, tall));
  const height = Math.round(width * tall) + size.gap * (rows.length - 1);
  const down = divided(height, size.gap, rows.map(heightOf));
  const layers: OverlayOptions[] = [];
  const badges: string[] = [];
  for (const [nth, row] of rows.entries()) {
    const { at: top, length } = down[nth] ?? { at: 0, length: height };
    const across = divided(
      width,
      size.gap,
      row.map(({ shape }) => shape),
    );
    for (const [at, block] of row.entries()) {
      const { at: left, length: wide } = across[at] ?? { at: 0, length: width };
      layers.push(...(await picturesOf(block, { left, top, width: wide, height: length })));
      badges.push(badgeOf(block.badge, left, top));
    }
  }
  return jpegOf([...layers, shapesLayer(badges, width, height)], width, height);
}
