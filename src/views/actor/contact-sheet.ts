import type { OverlayOptions } from 'sharp';
import type { Verdict } from '../../services/photos/faults.ts';
import type { NumberedTile, Tile } from '../../services/photos/photos-service.ts';
import { sharp } from '../../services/vision/sharp.ts';
import { t } from '../../words/words.ts';
import { cell, jpegOf, roundedCorners, shapesLayer } from '../drawing.ts';
import { cutTo, lettering, sizeWithin, widthOf } from '../lettering.ts';

/** With three columns the words are still readable on a phone. */
const tile = { width: 400, height: 400, caption: 72, gap: 18, corner: 16 } as const;
const colours: Record<Verdict, string> = { good: '#3ba55d', warn: '#f0b232', bad: '#ed4245' };

/** ✓, ⚠ and ✕ as shapes, so that the verdict never depends on colour alone. */
function mark(verdict: Verdict, x: number, y: number, radius: number): string {
  const r = radius * 0.5;
  const stroke = (colour: string) =>
    `fill="none" stroke="${colour}" stroke-width="${radius * 0.26}" stroke-linecap="round" stroke-linejoin="round"`;
  const disc = `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colours[verdict]}"/>`;
  switch (verdict) {
    case 'good':
      return `${disc}<path d="M${x - r} ${y} L${x - r * 0.2} ${y + r * 0.8} L${x + r} ${y - r * 0.7}" ${stroke('#ffffff')}/>`;
    case 'bad':
      return `${disc}<path d="M${x - r * 0.75} ${y - r * 0.75} L${x + r * 0.75} ${y + r * 0.75} M${x + r * 0.75} ${y - r * 0.75} L${x - r * 0.75} ${y + r * 0.75}" ${stroke('#ffffff')}/>`;
    case 'warn': {
      const triangle = `M${x} ${y - radius * 0.8} L${x + radius * 0.9} ${y + radius * 0.75} L${x - radius * 0.9} ${y + radius * 0.75} Z`;
      return (
        `<path d="${triangle}" fill="${colours.warn}" stroke="${colours.warn}" stroke-width="${radius * 0.35}" stroke-linejoin="round"/>` +
        `<path d="M${x} ${y - r * 0.55} L${x} ${y + r * 0.35} M${x} ${y + r * 1.1} L${x} ${y + r * 1.101}" ${stroke(cell)}/>`
      );
    }
  }
}

/** Frames around the faces: solid for the one that counts, dashed for the others. */
function frames(
  { faces }: Tile,
  verdict: Verdict,
  left: number,
  top: number,
  width: number,
  height: number,
): string {
  return faces
    .slice(0, 12)
    .map((box, index) => {
      const [w, h] = [box.width * width, box.height * height];
      const rect = `<rect x="${left + box.x * width}" y="${top + box.y * height}" width="${w}" height="${h}" rx="${Math.min(10, w / 5)}" fill="none"`;
      // A light line on a dark one is visible on any picture.
      return index === 0
        ? `${rect} stroke="#000000" stroke-opacity="0.45" stroke-width="9"/>${rect} stroke="${colours[verdict]}" stroke-width="5"/>`
        : `${rect} stroke="#000000" stroke-opacity="0.4" stroke-width="5"/>${rect} stroke="#ffffff" stroke-width="2.5" stroke-dasharray="6 5"/>`;
    })
    .join('');
}

export interface SheetTile extends Tile {
  /** Shown in the corner: the photo's number, or a letter for a refused file. */
  badge: string;
}

/** Labels an actor's photos with their numbers. */
export const numbered = (tiles: NumberedTile[]): SheetTile[] =>
  tiles.map(each => ({ ...each, badge: String(each.number) }));

/** The tile's picture, scaled to fit, in the middle of its square. */
async function scaledPicture({ bytes }: Tile, left: number, top: number) {
  const { data, info } = await sharp(bytes)
    .resize({ width: tile.width, height: tile.height, fit: 'inside' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    input: data,
    raw: { width, height, channels },
    left: left + Math.floor((tile.width - width) / 2),
    top: top + Math.floor((tile.height - height) / 2),
  } satisfies OverlayOptions;
}

/** A number in the corner of a tile. */
export function badgeOf(words: string, left: number, top: number): string {
  const size = 30;
  const wide = widthOf(words, size, 700);
  const width = Math.max(52, wide + 28);
  return (
    `<rect x="${left + 10}" y="${top + 10}" width="${width}" height="48" rx="24" fill="#000000" fill-opacity="0.72"/>` +
    lettering(words, { x: left + 10 + (width - wide) / 2, y: top + 45, size, fill: '#ffffff', weight: 700 })
  );
}

/** The verdict below a tile: its sign, and the first reason in a few words. */
function caption({ verdict, reasons }: Tile['verdict'], left: number, top: number): string {
  const words = reasons[0]?.short ?? t('photos.good');
  const more = reasons.length > 1 ? ` +${reasons.length - 1}` : '';
  const middle = top + tile.height + tile.caption / 2;
  const room = tile.width - 84;
  const size = Math.max(28, sizeWithin(words + more, room, 35, 700));
  return (
    mark(verdict, left + 36, middle, 21) +
    lettering(cutTo(words + more, room, size, 700), {
      x: left + 70,
      y: middle + 12,
      size,
      fill: '#ffffff',
      weight: 700,
    })
  );
}

/**
 * Photos side by side, each with its number, its face framed and its verdict, as one JPEG. `plain` leaves the
 * verdicts out, for a person who is asked whether the photos show them.
 */
export async function contactSheet(
  tiles: SheetTile[],
  { plain = false }: { plain?: boolean } = {},
): Promise<Buffer> {
  const columns = tiles.length <= 4 ? 2 : 3;
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const cellHeight = tile.height + (plain ? 0 : tile.caption);
  const width = columns * tile.width + (columns + 1) * tile.gap;
  const height = rows * cellHeight + (rows + 1) * tile.gap;
  const pictures: OverlayOptions[] = [];
  const cells: string[] = [];
  const drawn: string[] = [];
  for (const [index, each] of tiles.entries()) {
    const left = tile.gap + (index % columns) * (tile.width + tile.gap);
    const top = tile.gap + Math.floor(index / columns) * (cellHeight + tile.gap);
    const picture = await scaledPicture(each, left, top);
    pictures.push(picture);
    cells.push(`<rect x="${left}" y="${top}" width="${tile.width}" height="${cellHeight}" fill="${cell}"/>`);
    drawn.push(roundedCorners({ left, top, width: tile.width, height: cellHeight }, tile.corner));
    const { raw } = picture;
    if (!plain)
      drawn.push(frames(each, each.verdict.verdict, picture.left, picture.top, raw.width, raw.height));
    if (each.badge) drawn.push(badgeOf(each.badge, left, top));
    if (!plain) drawn.push(caption(each.verdict, left, top));
  }
  return jpegOf(
    [shapesLayer(cells, width, height), ...pictures, shapesLayer(drawn, width, height)],
    width,
    height,
  );
}
