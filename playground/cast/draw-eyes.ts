import type { Head } from './head.ts';
import type { Expression, Look } from './look.ts';
import {
  curveThrough,
  darker,
  lighter,
  linear,
  mix,
  type Point,
  r,
  radial,
  spot,
  taperedStroke,
} from './paint.ts';

/** Both eyes with their sockets, lids and lashes. */
export function drawEyes(look: Look, head: Head, mood: Expression): string {
  return [-1, 1].map(side => drawEye(look, head, mood, side)).join('');
}

function drawEye({ eyes, skin, age }: Look, head: Head, mood: Expression, side: number): string {
  const id = side < 0 ? 'eyeL' : 'eyeR';
  const half = eyes.width;
  const squint = Math.max(0, mood.smile) * 0.16 + mood.open * 0.06;
  const upper = eyes.height * mood.eyes * (1 - squint * 0.5);
  const lower = eyes.height * (0.52 - squint * 0.55);
  // `u` runs from the nose outwards, so that both eyes share one description.
  const p = (u: number, v: number): Point => [side * u, v];
  const inner = p(-half, 4);
  const outer = p(half, -eyes.tilt);
  const lidLine: Point[] = [
    inner,
    p(-half * 0.62, -upper * 0.62),
    p(-half * 0.05, -upper - eyes.tilt * 0.3),
    p(half * 0.58, -upper * 0.78 - eyes.tilt * 0.7),
    outer,
  ];
  const lowLine: Point[] = [
    outer,
    p(half * 0.52, lower * 0.9 - eyes.tilt * 0.2),
    p(-half * 0.08, lower + 1.5),
    p(-half * 0.66, lower * 0.62 + 2),
    inner,
  ];
  const shape = `${curveThrough(lidLine)}L${curveThrough(lowLine).slice(1)}Z`;
  const radius = half * 0.5;
  const iris: Point = [mood.gaze[0] * half * 0.28, -upper * 0.3 + mood.gaze[1] * 5];
  const rim = darker(eyes.iris, 0.62);
  const lid = darker(mix(skin.deep, '#2a1712', 0.7), 0.45);
  const crease = lidLine.map(([x, y], index): Point => {
    const rise = [4, 9, 11, 10, 5][index] ?? 8;
    return [x * (index === 4 ? 1.1 : 1.02), y - rise * (0.75 + eyes.crease * 0.5)];
  });
  const lashes = eyes.lashes
    ? Array.from({ length: 9 }, (_, index) => {
        const t = 0.28 + (index / 8) * 0.72;
        const u = -half + 2 * half * t;
        const base = p(u, -upper * Math.sin(Math.PI * Math.min(0.98, t * 0.86 + 0.06)) - eyes.tilt * t * 0.8);
        const reach = 4 + t * 8 * eyes.lashes;
        const tip: Point = [base[0] + side * (t - 0.42) * 12, base[1] - reach];
        return `<path d="${taperedStroke([base, [(base[0] + tip[0]) / 2 + side * 0.6, (base[1] + tip[1]) / 2 + 1.4], tip], 2.6, 0.1)}" fill="${lid}"/>`;
      }).join('')
    : '';
  const wrinkles = Array.from({ length: Math.round(age * 3) }, (_, index) => {
    const y = -4 + index * 7;
    return `<path d="${curveThrough([p(half + 8, y), p(half + 16, y + 1 + index), p(half + 25, y + 4 + index * 3)])}" stroke="${skin.deep}" stroke-opacity="${r((0.16 + 0.22 * Math.max(0, mood.smile)) * 100) / 100}" stroke-width="2" fill="none" stroke-linecap="round"/>`;
  }).join('');

  return `<g transform="${head.frame(side * eyes.spacing, 0)}">
  ${spot(`${id}s`, p(-4, -8), half * 1.7, 36, skin.deep, 0.34)}
  ${spot(`${id}i`, p(-half - 5, 0), 18, 24, skin.deep, 0.32)}
  ${spot(`${id}b`, p(2, lower + 13), half * 1.05, 9, skin.shade, 0.5)}
  <defs>${linear(
    `${id}w`,
    [0, -upper],
    [0, lower],
    [
      [0, mix('#b9a8a2', skin.deep, 0.25)],
      [0.45, '#efe9e4'],
      [1, '#ddd0c9'],
    ],
  )}${radial(`${id}r`, [iris[0], iris[1] + radius * 0.35], radius * 1.15, [
    [0, lighter(eyes.iris, 0.42)],
    [0.45, eyes.iris],
    [0.84, darker(eyes.iris, 0.3)],
    [1, rim],
  ])}<clipPath id="${id}c"><path d="${shape}"/></clipPath></defs>
  <path d="${shape}" fill="url(#${id}w)"/>
  <g clip-path="url(#${id}c)">
    ${`<circle cx="${r(side * -half * 0.9)}" cy="3" r="6" fill="${skin.blush}" opacity=".75"/>`}
    <circle cx="${r(iris[0])}" cy="${r(iris[1])}" r="${r(radius)}" fill="url(#${id}r)"/>
    <circle cx="${r(iris[0])}" cy="${r(iris[1])}" r="${r(radius)}" fill="none" stroke="${rim}" stroke-width="2.4" opacity=".8"/>
    <circle cx="${r(iris[0])}" cy="${r(iris[1])}" r="${r(radius * 0.44)}" fill="#0d0908"/>
    <path d="${curveThrough(lidLine)}" fill="none" stroke="#1a0f0d" stroke-opacity=".34" stroke-width="11"/>
    <circle cx="${r(iris[0] - radius * 0.36)}" cy="${r(iris[1] - radius * 0.38)}" r="${r(radius * 0.25)}" fill="#fff" opacity=".95"/>
    <circle cx="${r(iris[0] + radius * 0.4)}" cy="${r(iris[1] + radius * 0.42)}" r="${r(radius * 0.13)}" fill="#fff" opacity=".5"/>
  </g>
  <path d="${curveThrough(lowLine)}" fill="none" stroke="${skin.deep}" stroke-width="2.2" stroke-opacity=".5"/>
  <path d="${taperedStroke(crease, 3.4, 0.55)}" fill="${skin.deep}" opacity="${r((0.22 + eyes.crease * 0.42) * 100) / 100}"/>
  <path d="${taperedStroke([...lidLine.slice(0, 4), p(half + 3 + eyes.lashes * 5, -eyes.tilt - eyes.lashes * 4)], 5 + eyes.lashes * 2.4, 0.6)}" fill="${lid}"/>
  ${lashes}${wrinkles}
  <path d="${curveThrough([p(-half * 0.7, lower + 11), p(0, lower + 15 + age * 3), p(half * 0.75, lower + 10)])}" fill="none" stroke="${skin.deep}" stroke-opacity="${r((0.1 + age * 0.2) * 100) / 100}" stroke-width="3"/>
</g>`;
}

/** Both brows, as a soft mass with single hairs over it. */
export function drawBrows(look: Look, head: Head, mood: Expression, random: () => number): string {
  const { brows, eyes } = look;
  return [-1, 1]
    .map(side => {
      const p = (u: number, v: number): Point => [side * u, v];
      const half = brows.length;
      const lift = mood.brows * 9;
      const spine: Point[] = [
        p(-half, 3 - lift * 0.3),
        p(-half * 0.5, -2 - lift * 0.2),
        p(half * 0.08, -brows.arch * 0.6),
        p(half * 0.48, -brows.arch * 0.86),
        p(half, 7 - brows.arch * 0.4),
      ];
      const hairs = Array.from({ length: 26 }, () => {
        const t = 0.1 + random() * 0.9;
        const index = Math.min(3, Math.floor(t * 4));
        const part = t * 4 - index;
        const [from, to] = [spine[index] ?? spine[0], spine[index + 1] ?? spine[4]] as [Point, Point];
        const x = from[0] + (to[0] - from[0]) * part;
        const y =
          from[1] + (to[1] - from[1]) * part + (random() - 0.5) * brows.thickness * 0.8 * (1 - t * 0.6);
        const length = (6 + random() * 6) * (0.5 + brows.thickness / 24);
        return `M${r(x)} ${r(y)}l${r(side * length * (0.55 + t * 0.5))} ${r(-length * (0.75 - t * 0.95))}`;
      }).join('');
      return `<g transform="${head.frame(side * (eyes.spacing + 1), -brows.height - lift, 4)}">
  <path d="${taperedStroke(spine, brows.thickness, 0.28)}" fill="${brows.colour}" opacity=".82"/>
  <path d="${hairs}" stroke="${darker(brows.colour, 0.35)}" stroke-width="1.7" stroke-linecap="round" opacity=".6" fill="none"/>
</g>`;
    })
    .join('');
}
