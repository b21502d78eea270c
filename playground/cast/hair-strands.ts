import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, mix, type Point, r, taperedStroke } from './paint.ts';

export type Place = readonly [x: number, y: number, z: number];
export interface Hair {
  /** Drawn behind the neck and the body. */
  back: string;
  /** Drawn over the face. */
  front: string;
  /** Outline of the part that throws a shadow on the forehead; empty when there is none. */
  shadow: string;
}

export const place = (head: Head, points: readonly Place[]) => points.map(([x, y, z]) => head.at(x, y, z));

/** Fills the space between two guide curves with strands of varied tone. */
export function strands(
  head: Head,
  [from, to]: readonly [readonly Place[], readonly Place[]],
  count: number,
  hair: Look['hair'],
  random: () => number,
  width = 8,
): string {
  return Array.from({ length: count }, (_, index) => {
    const t = (index + random() * 0.9) / count;
    const sway = (random() - 0.5) * 12;
    const points = from.map((a, i): Point => {
      const b = to[i] ?? a;
      const bend = sway * Math.sin((i / (from.length - 1)) * Math.PI);
      const [x, y, z] = [0, 1, 2].map(axis => (a[axis] ?? 0) + ((b[axis] ?? 0) - (a[axis] ?? 0)) * t) as [
        number,
        number,
        number,
      ];
      return head.at(x + bend, y + bend * 0.4, z);
    });
    const tone = random();
    const colour =
      tone < 0.42
        ? mix(hair.base, hair.dark, 0.3 + random() * 0.7)
        : mix(hair.base, hair.light, random() * 0.75);
    return `<path d="${taperedStroke(points, width * (0.35 + random()), 0.45)}" fill="${colour}" opacity="${r(0.35 + random() * 0.5)}"/>`;
  }).join('');
}

export const shape = (head: Head, points: readonly Place[], fill: string) =>
  `<path d="${curveThrough(place(head, points), true)}" fill="${fill}"/>`;
