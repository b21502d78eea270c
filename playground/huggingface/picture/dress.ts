/** Lays a coat over who is in a picture. */
import { findFace } from '../../colab/face-crop.ts';
import { framings, isWide, secondLower, spots, sway } from './figure.ts';

/** The middle of a face, and half its height, in pixels. */
interface Head {
  x: number;
  y: number;
  radius: number;
}

interface Size {
  width: number;
  height: number;
}

/** An SVG of the picture's size with a coat of the colour on everybody whom the prompt means. */
export async function coatSvg(picture: Buffer, color: string, prompt: string, size: Size): Promise<string> {
  const heads = await headsIn(picture, size);
  const meant = heads.filter((_, at) => heads.length === 1 || !isOther(prompt, at));
  const coats = meant.map(head => `<path d="${coatPath(head, size)}" fill="${color}" fill-opacity=".78"/>`);
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${coats.join('')}</svg>`;
}

/** Of two, whether the prompt names the one on the other side, and not this one. */
function isOther(prompt: string, at: number): boolean {
  const [own, other] = at === 0 ? ['left', 'right'] : ['right', 'left'];
  const names = (side: string | undefined) => new RegExp(`\\bon the ${side}\\b`, 'i').test(prompt);
  return names(other) && !names(own);
}

/** From the neck over the shoulders to the lower edge, open over the shirt. */
function coatPath({ x, y, radius }: Head, { height }: Size): string {
  const at = (dx: number, dy: number) => `${Math.round(x + dx * radius)},${Math.round(y + dy * radius)}`;
  const foot = (height + 10 - y) / radius;
  return (
    `M${at(-0.45, 1.1)} C${at(-0.8, 1.25)} ${at(-1.7, 1.2)} ${at(-2, 1.95)} L${at(-2.4, foot)} L${at(2.4, foot)} ` +
    `L${at(2, 1.95)} C${at(1.7, 1.2)} ${at(0.8, 1.25)} ${at(0.45, 1.1)} L${at(0, 2.1)} Z`
  );
}

/**
 * Where a face was found. The search is a guess; the pictures that come here are mostly drawn ones, so near a place
 * where the drawing puts faces it is taken to be that one, and its neighbour's to be there too.
 */
async function headsIn(picture: Buffer, { width, height }: Size): Promise<Head[]> {
  const found = await findFace(picture);
  const seen: Head = { x: found.x * width, y: found.y * width, radius: (found.side * width) / 2 };
  const shortest = Math.min(width, height);
  const lone = isWide({ width, height }) ? spots.loneOfWide : spots.lone;
  const drawn = Object.values(framings).flatMap(({ radius: share, level }) => {
    const radius = share * shortest;
    const head = (at: number, lower = 0): Head => ({
      x: at * width,
      y: level * height + lower * radius,
      radius,
    });
    const two = spots.two.map((at, index) => head(at, index * secondLower));
    return [...lone.map(at => [head(at)]), two];
  });
  const distanceTo = (heads: Head[]) =>
    Math.min(...heads.map(({ x, y, radius }) => Math.hypot(seen.x - x, seen.y - y) / radius));
  const isLike = (heads: Head[]) => {
    const ratio = seen.radius / (heads[0]?.radius ?? 1);
    return distanceTo(heads) < 0.9 && ratio > 0.5 && ratio < 1.5;
  };
  const [nearest] = drawn.filter(isLike).sort((a, b) => distanceTo(a) - distanceTo(b));
  if (!nearest) return [seen];
  const [head] = nearest;
  if (nearest.length > 1 || !head) return nearest;
  const off = Math.max(-sway * width, Math.min(sway * width, seen.x - head.x));
  return [{ ...head, x: head.x + off }];
}
