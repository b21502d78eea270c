import type { GuildUsage } from '../../services/quota/quota-service.ts';
import { sharp } from '../../services/vision/sharp.ts';
import { formatDay } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { lettering, sizeWithin, widthOf } from '../lettering.ts';

const size = { width: 800, height: 320 } as const;
const plot = { left: 36, right: 764, top: 84, bottom: 258 } as const;
const colours = { ground: '#2b2d31', line: '#3f4248', words: '#f2f3f5', quiet: '#b5bac1' } as const;
const columns = { today: '#7983f5', before: '#5865f2' } as const;

export const nameOfDay = (day: string) => formatDay(new Date(`${day}T00:00:00Z`));

/** What a server used on each of the days, as columns. Undefined for fewer than two days. */
export async function usagePicture({ days }: Pick<GuildUsage, 'days'>): Promise<Buffer | undefined> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || days.length < 2) return undefined;
  const most = Math.max(...days.map(({ tokens }) => tokens));
  const room = (plot.right - plot.left) / days.length;
  const wide = Math.min(72, room * 0.74);
  const drawn = days.map(({ tokens }, nth) => {
    const tall = most > 0 ? (tokens / most) * (plot.bottom - plot.top) : 0;
    if (tall <= 0) return '';
    const high = Math.max(4, tall);
    const x = plot.left + room * (nth + 0.5) - wide / 2;
    const fill = nth === days.length - 1 ? columns.today : columns.before;
    const corner = Math.min(8, wide / 3, high / 2);
    return `<rect x="${x.toFixed(1)}" y="${(plot.bottom - high).toFixed(1)}" width="${wide.toFixed(1)}" height="${high.toFixed(1)}" rx="${corner.toFixed(1)}" fill="${fill}"/>`;
  });
  const label = (text: string, x: number, y: number, fill: string, bold = false, letters = 29) =>
    lettering(text, { x, y, size: letters, fill, weight: bold ? 700 : 400 });
  const title = t('limits.pictureTitle');
  const busiest = t('limits.pictureBusiest', { tokens: most });
  const above = sizeWithin(`${title}   ${busiest}`, plot.right - plot.left, 29, 700);
  const today = t('limits.pictureToday');
  const lastX = plot.right - widthOf(today, 29, 700);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">` +
    `<rect width="100%" height="100%" fill="${colours.ground}"/>` +
    label(title, plot.left, 50, colours.words, true, above) +
    label(busiest, plot.right - widthOf(busiest, above), 50, colours.quiet, false, above) +
    `<rect x="${plot.left}" y="${plot.bottom}" width="${plot.right - plot.left}" height="2" fill="${colours.line}"/>` +
    drawn.join('') +
    label(nameOfDay(first.day), plot.left, 298, colours.quiet) +
    label(today, lastX, 298, colours.words, true) +
    '</svg>';
  return sharp(Buffer.from(svg)).png({ compressionLevel: 6 }).toBuffer();
}
