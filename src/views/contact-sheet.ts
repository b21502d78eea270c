import sharp, { type OverlayOptions } from 'sharp';
import type { Verdict } from '../services/photos/assess.ts';
import type { Tile } from '../services/photos/photos-service.ts';
import { cutTo, lettering, widthOf } from './lettering.ts';

/** Three columns of this fit a phone's width with the words still readable. */
const tile = { width: 400, height: 400, caption: 64, gap: 16 } as const;
const colours: Record<Verdict, string> = { good: '#3ba55d', warn: '#f0b232', bad: '#ed4245' };
const ground = '#2b2d31';

/** ✓, ! and ✕ as strokes in a circle: the verdict is never told by colour alone. */
function mark(verdict: Verdict, x: number, y: number, radius: number): string {
  const r = radius * 0.5;
  const stroke = `fill="none" stroke="#ffffff" stroke-width="${radius * 0.26}" stroke-linecap="round" stroke-linejoin="round"`;
  const shape = {
    good: `<path d="M${x - r} ${y} L${x - r * 0.2} ${y + r * 0.8} L${x + r} ${y - r * 0.7}" ${stroke}/>`,
    warn: `<path d="M${x} ${y - r} L${x} ${y + r * 0.2} M${x} ${y + r} L${x} ${y + r * 1.001}" ${stroke}/>`,
    bad: `<path d="M${x - r * 0.75} ${y - r * 0.75} L${x + r * 0.75} ${y + r * 0.75} M${x + r * 0.75} ${y - r * 0.75} L${x - r * 0.75} ${y + r * 0.75}" ${stroke}/>`,
  }[verdict];
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colours[verdict]}"/>${shape}`;
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
    .slice(0, 8)
    .map(({ x, y, width: w, height: h }, index) => {
      const look =
        index === 0
          ? `stroke="${colours[verdict]}" stroke-width="5"`
          : 'stroke="#ffffff" stroke-opacity="0.8" stroke-width="3" stroke-dasharray="9 7"';
      return `<rect x="${left + x * width}" y="${top + y * height}" width="${w * width}" height="${h * height}" rx="10" fill="none" ${look}/>`;
    })
    .join('');
}

export interface SheetTile extends Tile {
  /** What stands on the badge: the photo's number, or nothing for a file that was not taken. */
  badge: string;
}

/** Numbers the photos of an actor, the first is 1. */
export const numbered = (tiles: Tile[]): SheetTile[] =>
  tiles.map((each, index) => ({ ...each, badge: String(index + 1) }));

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
  const drawn: string[] = [];
  for (const [index, each] of tiles.entries()) {
    const left = tile.gap + (index % columns) * (tile.width + tile.gap);
    const top = tile.gap + Math.floor(index / columns) * (tile.height + captionHeight + tile.gap);
    const { data, info } = await sharp(each.bytes)
      .resize({ width: tile.width, height: tile.height, fit: 'inside' })
      .toBuffer({ resolveWithObject: true });
    const [x, y] = [
      left + Math.floor((tile.width - info.width) / 2),
      top + Math.floor((tile.height - info.height) / 2),
    ];
    pictures.push({ input: data, left: x, top: y });
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
      mark(verdict, left + 24, middle, 20),
      lettering(cutTo(words + more, tile.width - 60, 32, 700), {
        x: left + 56,
        y: middle + 11,
        size: 32,
        fill: '#ffffff',
        weight: 700,
      }),
    );
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`;
  return sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([...pictures, { input: Buffer.from(svg), left: 0, top: 0 }])
    .jpeg({ quality: 84 })
    .toBuffer();
}
