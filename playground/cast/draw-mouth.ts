import type { Head } from './head.ts';
import type { Expression, Look } from './look.ts';
import { curveThrough, darker, lighter, linear, mix, type Point, r, spot, taperedStroke } from './paint.ts';

/** The nose, by its shadows and lights; `light` says from which side they come. */
export function drawNose({ nose, skin }: Look, head: Head, light: number): string {
  const { width: w, length } = nose;
  const shadow = light > 0 ? -1 : 1;
  const tip = head.on(0, length - 14, 40);
  const wing = (side: number) => head.on(side * w, length - 8, 12);
  const nostril = (side: number) => head.on(side * w * 0.5, length + 2, 24);
  const bridge = [
    head.on(shadow * 20, -34, 4),
    head.on(shadow * 12, 4, 14),
    head.on(shadow * 15, length * 0.55, 24),
    head.on(shadow * w * 0.86, length - 18, 16),
    head.on(shadow * w * 0.72, length + 2, 14),
    head.on(shadow * 3, length - 2, 36),
    head.on(shadow * 3, length * 0.5, 32),
    head.on(shadow * 4, 0, 18),
  ];
  const wings = [-1, 1]
    .map(side => {
      const [x, y] = wing(side);
      const curve: Point[] = [
        [x - side * 3, y - 17],
        [x + side * 4, y - 5],
        [x + side * 1, y + 8],
        [x - side * 10, y + 10],
      ];
      return `<path d="${taperedStroke(curve, 4.6, 0.55)}" fill="${skin.deep}" opacity=".5"/>`;
    })
    .join('');
  const nostrils = [-1, 1]
    .map(side => {
      const [x, y] = nostril(side);
      return `<ellipse cx="${r(x)}" cy="${r(y)}" rx="${r(w * 0.26)}" ry="4.2" transform="rotate(${side * -14} ${r(x)} ${r(y)})" fill="${darker(skin.deep, 0.5)}" opacity=".8"/>`;
    })
    .join('');
  const [below, under] = [head.on(0, length + 6, 16), head.on(0, length + 24, 0)];
  return `${spot('noseU', [(below[0] + under[0]) / 2, below[1] + 8], w * 1.35, 17, skin.deep, 0.5)}
  <defs>${linear('noseB', head.on(0, -30, 4), head.on(0, length, 20), [
    [0, skin.shade, 0.25],
    [0.35, skin.shade, 0.4],
    [1, skin.shade, 0.9],
  ])}</defs>
  <path d="${curveThrough(bridge, true)}" fill="url(#noseB)"/>
  ${spot('noseW', wing(shadow), 20, 20, skin.deep, 0.3)}
  ${spot('noseT', tip, w * 0.95, w * 0.78, skin.blush, 0.26)}
  ${wings}${nostrils}
  <path d="${curveThrough([nostril(-1), head.on(0, length + 7, 30), nostril(1)])}" fill="none" stroke="${skin.deep}" stroke-width="3" stroke-opacity=".42" stroke-linecap="round"/>
  ${spot('noseH', [tip[0] - shadow * 5, tip[1] - 5], w * 0.48, w * 0.4, lighter(skin.light, 0.5), 0.75)}
  <path d="${taperedStroke([head.on(-shadow * 2, -12, 20), head.on(-shadow * 3, length * 0.3, 28), head.on(-shadow * 3, length * 0.66, 36)], 9, 0.7)}" fill="${lighter(skin.light, 0.35)}" opacity=".36"/>`;
}

/** The mouth, from pressed lips to a laugh. */
export function drawMouth(look: Look, head: Head, mood: Expression): string {
  const { mouth, skin, nose, face, age } = look;
  const smile = mood.smile;
  const half = mouth.width * (1 + 0.32 * Math.max(0, smile) - 0.04 * mood.open);
  const y = nose.length + (face.length - nose.length) * 0.39;
  const corner = -12 * smile - 1.5;
  const middle = 6.5 * Math.max(0, smile) - 1;
  const gap = mood.open * 27;
  const upper = mouth.upper * (1 - 0.22 * Math.max(0, smile));
  const lower = mouth.lower * (1 - 0.14 * Math.max(0, smile));
  const left: Point = [-half, corner];
  const right: Point = [half, corner];
  const top: Point[] = [
    left,
    [-half * 0.55, corner * 0.42 - upper * 0.62],
    [-9, -upper + middle * 0.4],
    [0, -upper + 4.5 + middle * 0.4],
    [9, -upper + middle * 0.4],
    [half * 0.55, corner * 0.42 - upper * 0.62],
    right,
  ];
  const seam: Point[] = [
    left,
    [-half * 0.56, middle * 0.72 + corner * 0.12 - 1],
    [0, middle + 2],
    [half * 0.56, middle * 0.72 + corner * 0.12 - 1],
    right,
  ];
  const lowSeam: Point[] = [
    left,
    [-half * 0.62, middle * 0.72 + gap * 0.82 + corner * 0.14],
    [0, middle + gap + 2],
    [half * 0.62, middle * 0.72 + gap * 0.82 + corner * 0.14],
    right,
  ];
  const bottom: Point[] = [
    left,
    [-half * 0.62, middle * 0.78 + gap * 0.86 + lower * 0.74 + corner * 0.16],
    [0, middle + gap + lower + 2],
    [half * 0.62, middle * 0.78 + gap * 0.86 + lower * 0.74 + corner * 0.16],
    right,
  ];
  const between = (a: Point[], b: Point[]) => `${curveThrough(a)}L${curveThrough(b.toReversed()).slice(1)}Z`;
  const teeth: Point[] = seam.map(([x, yy], index) => {
    const drop = index === 0 || index === 4 ? 0 : gap * (index === 2 ? 0.74 : 0.6);
    return [x, yy + drop];
  });
  const seamColour = darker(mix(skin.lip, skin.deep, 0.5), 0.5);
  const folds = [-1, 1]
    .map(side => {
      const curve = [
        head.on(side * (nose.width + 8), nose.length - 12, 6),
        head.on(side * (half + 10), y - 28, 2),
        head.on(side * (half + 17 + smile * 5), y + 4, 0),
      ];
      const strength = 0.03 + (0.1 + age * 0.16) * Math.max(0, smile) + age * 0.2;
      return `<path d="${taperedStroke(curve, 5, 0.5)}" fill="${skin.deep}" opacity="${r(strength * 60) / 100}"/>`;
    })
    .join('');
  const [cx, cy] = head.on(0, y);
  return `${folds}
  ${spot('mouthU', [cx, cy + gap + lower + 16], half * 0.72, 13, skin.deep, 0.42)}
  <g transform="${head.frame(0, y)}">
  <defs>${linear(
    'lipU',
    [0, -upper],
    [0, 6],
    [
      [0, mix(skin.lip, skin.base, 0.28)],
      [1, darker(skin.lip, 0.26)],
    ],
  )}${linear(
    'lipL',
    [0, middle + gap],
    [0, middle + gap + lower + 3],
    [
      [0, darker(skin.lip, 0.1)],
      [0.4, lighter(skin.lip, 0.16)],
      [1, mix(skin.lip, skin.shade, 0.5)],
    ],
  )}</defs>
  ${[-1, 1].map(side => spot(side < 0 ? 'mcL' : 'mcR', [side * (half + 3), corner], 13, 11, skin.deep, 0.42)).join('')}
  <path d="${between(lowSeam, bottom)}" fill="url(#lipL)"/>
  ${
    gap > 1
      ? `<path d="${between(seam, lowSeam)}" fill="#3a1216"/>
  <ellipse cx="0" cy="${r(middle + gap + 1)}" rx="${r(half * 0.46)}" ry="${r(gap * 0.26)}" fill="#b2545a" opacity=".8"/>
  <path d="${between(seam, teeth)}" fill="#f3ece4"/>
  <path d="${[-3, -2, -1, 0, 1, 2, 3].map(i => `M${r(i * half * 0.2)} ${r(middle - 1)}v${r(gap * 0.62 - Math.abs(i) * 1.4)}`).join('')}" stroke="#b9a8a0" stroke-width="1.1" stroke-opacity=".45"/>
  <path d="${curveThrough(seam)}" fill="none" stroke="#4a1c1c" stroke-opacity=".4" stroke-width="6"/>`
      : ''
  }
  <path d="${between(top, seam)}" fill="url(#lipU)"/>
  <path d="${taperedStroke(seam, gap > 1 ? 3 : 4.2, 0.5)}" fill="${seamColour}" opacity=".85"/>
  ${spot('lipH', [-half * 0.16, middle + gap + lower * 0.5 + 2], half * 0.34, lower * 0.24, '#fff3ec', 0.5)}
  </g>`;
}
