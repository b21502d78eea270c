import sharp, { type OverlayOptions } from 'sharp';
import type { Verdict } from '../../services/photos/faults.ts';
import type { NumberedTile, Tile } from '../../services/photos/photos-service.ts';
import { cutTo, lettering, widthOf } from '../lettering.ts';

/** Three columns of this fit a phone's width with the words still readable. */
const tile = { width: 400, height: 400, caption: 72, gap: 18, corner: 16 } as const;
const colours: Record<Verdict, string> = { good: '#3ba55d', warn: '#f0b232', bad: '#ed4245' };
const ground = '#2b2d31';
const cell = '#1e1f22';

/** The four bits between a square corner and a round one, to be painted over a picture that reaches there. */
function corners(left: number, top: number, width: number, height: number): string {
  const { corner: r } = tile;
  const [right, bottom] = [left + width, top + height];
  return (
    `<path fill="${ground}" fill-rule="evenodd" d="M${left} ${top} H${right} V${bottom} H${left} Z ` +
    `M${left + r} ${top} H${right - r} A${r} ${r} 0 0 1 ${right} ${top + r} V${bottom - r} A${r} ${r} 0 0 1 ${right - r} ${bottom} ` +
    `H${left + r} A${r} ${r} 0 0 1 ${left} ${bottom - r} V${top + r} A${r} ${r} 0 0 1 ${left + r} ${top} Z"/>`
  );
}

/** ✓, ⚠ and ✕, drawn: the verdict is never told by colour alone. */
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

/** The faces: the one that counts framed firmly, the others dashed. */
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
      // Light and dark together show on any picture.
      return index === 0
        ? `${rect} stroke="#000000" stroke-opacity="0.45" stroke-width="9"/>${rect} stroke="${colours[verdict]}" stroke-width="5"/>`
        : `${rect} stroke="#000000" stroke-opacity="0.4" stroke-width="5"/>${rect} stroke="#ffffff" stroke-width="2.5" stroke-dasharray="6 5"/>`;
    })
    .join('');
}

export interface SheetTile extends Tile {
  /** What stands in its corner: the photo's number, or a letter for a file that was not taken. */
  badge: string;
}

/** Numbers the photos of an actor, the first is 1. */
export const numbered = (tiles: NumberedTile[]): SheetTile[] =>
  tiles.map(each => ({ ...each, badge: String(each.number) }));

/**
 * Photos side by side, each with its number, its face framed and its verdict, as one JPEG. `plain` leaves the
 * verdicts out: for whoever is asked whether it is them.
 */
export async function contactSheet(
  tiles: SheetTile[],
  { plain = false }: { plain?: boolean } = {},
): Promise<Buffer> {
  const columns = tiles.length <= 4 ? 2 : 3;
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const captionHeight = plain ? 0 : tile.caption;
  const width = columns * tile.width + (columns + 1) * tile.gap;
  const height = rows * (tile.height + captionHeight) + (rows + 1) * tile.gap;
  const pictures: OverlayOptions[] = [];
  const cells: string[] = [];
  const drawn: string[] = [];
  for (const [index, each] of tiles.entries()) {
    const left = tile.gap + (index % columns) * (tile.width + tile.gap);
    const top = tile.gap + Math.floor(index / columns) * (tile.height + captionHeight + tile.gap);
    const { data, info } = await sharp(each.bytes)
      .resize({ width: tile.width, height: tile.height, fit: 'inside' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const [x, y] = [
      left + Math.floor((tile.width - info.width) / 2),
      top + Math.floor((tile.height - info.height) / 2),
    ];
    const whole = [left, top, tile.width, tile.height + captionHeight] as const;
    cells.push(`<rect x="${left}" y="${top}" width="${whole[2]}" height="${whole[3]}" fill="${cell}"/>`);
    drawn.push(corners(...whole));
    pictures.push({
      input: data,
      raw: { width: info.width, height: info.height, channels: info.channels },
      left: x,
      top: y,
    });
    const { verdict, reasons } = each.verdict;
    if (!plain) drawn.push(frames(each, verdict, x, y, info.width, info.height));
    if (each.badge) {
      const badge = Math.max(52, widthOf(each.badge, 30, 700) + 28);
      drawn.push(
        `<rect x="${left + 10}" y="${top + 10}" width="${badge}" height="48" rx="24" fill="#000000" fill-opacity="0.72"/>`,
        lettering(each.badge, {
          x: left + 10 + (badge - widthOf(each.badge, 30, 700)) / 2,
          y: top + 45,
          size: 30,
          fill: '#ffffff',
          weight: 700,
        }),
      );
    }
    if (plain) continue;
    const words = reasons[0]?.short ?? 'good';
    const more = reasons.length > 1 ? ` +${reasons.length - 1}` : '';
    const middle = top + tile.height + captionHeight / 2;
    drawn.push(
      mark(verdict, left + 36, middle, 21),
      lettering(cutTo(words + more, tile.width - 84, 35, 700), {
        x: left + 70,
        y: middle + 12,
        size: 35,
        fill: '#ffffff',
        weight: 700,
      }),
    );
  }
  const drawing = (shapes: string[]) => ({
    input: Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`,
    ),
    left: 0,
    top: 0,
  });
  return sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([drawing(cells), ...pictures, drawing(drawn)])
    .jpeg({ quality: 84 })
    .toBuffer();
}
