import type { Head } from './head.ts';
import type { Look, Shot } from './look.ts';
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

/** Ears, skin and its modelling: everything of the face that is not eyes, brows, nose, mouth or hair. */
export function drawSkin(look: Look, head: Head, shot: Shot, random: () => number): string {
  const { skin, face, age } = look;
  const lit = shot.light.from > 0 ? 1 : -1;
  const contour = head.contour();
  const brow = head.on(lit * 30, -125);
  const litCheek = head.on(lit * 74, 52);
  const darkCheek = head.on(-lit * (face.cheek - 22), 70);
  const chin = head.on(lit * 6, face.length - 26);
  const freckles = Array.from({ length: look.freckles ?? 0 }, () => {
    const x = (random() - 0.5) * 190;
    const y = 34 + (random() - 0.5) * 62 + Math.abs(x) * 0.06;
    const [px, py] = head.on(x, y);
    return `<ellipse cx="${r(px)}" cy="${r(py)}" rx="${r(1.3 + random() * 1.7)}" ry="${r(1.2 + random() * 1.3)}" opacity="${r(0.25 + random() * 0.35)}"/>`;
  }).join('');
  const foreheadLines = Array.from({ length: Math.round(age * 2.6) }, (_, index) => {
    const y = -102 - index * 19;
    const line = [-52, -20, 20, 52].map(
      (x): Point => head.on(x + index * 3, y - (Math.abs(x) > 30 ? -3 : 2)),
    );
    return `<path d="${taperedStroke(line, 3.2, 0.5)}" fill="${skin.deep}" opacity=".2"/>`;
  }).join('');
  const mole = look.mole ? head.on(look.mole[0], look.mole[1]) : undefined;

  return `<defs>
  ${linear(
    'skin',
    [lit * face.width * 1.15, -120],
    [-lit * face.width * 1.15, 150],
    [
      [0, skin.light],
      [0.42, skin.base],
      [0.78, mix(skin.base, skin.shade, 0.62)],
      [1, skin.shade],
    ],
  )}
  ${radial('edge', head.on(lit * 34, -10), face.width * 1.62, [
    [0.5, skin.shade, 0],
    [0.76, skin.shade, 0.36],
    [1, skin.deep, 0.8],
  ])}
  <clipPath id="face"><path d="${contour}"/></clipPath></defs>
  <path d="${contour}" fill="url(#skin)"/>
  <g clip-path="url(#face)">
    <path d="${contour}" fill="url(#edge)"/>
    ${spot('fh', brow, 104, 66, skin.light, 0.7)}
    ${spot('fh2', head.on(lit * 22, -112), 46, 26, lighter(skin.light, 0.45), 0.35)}
    ${spot('ckd', darkCheek, 74, 120, skin.deep, 0.3)}
    ${spot('tmp', head.on(-lit * (face.width - 14), -70), 52, 96, skin.deep, 0.26)}
    ${spot('blL', head.on(-84, 66), 62, 46, skin.blush, 0.42)}
    ${spot('blR', head.on(84, 66), 62, 46, skin.blush, 0.42)}
    ${spot('ckl', litCheek, 48, 34, lighter(skin.light, 0.3), 0.6)}
    ${spot('chl', chin, 38, 24, lighter(skin.light, 0.2), 0.5)}
    ${spot('chs', head.on(0, face.length - 52), 54, 12, skin.deep, 0.2)}
    ${spot('jaw', head.on(-lit * 50, face.length - 2), 130, 54, skin.deep, 0.38)}
    <g fill="${darker(mix(skin.shade, '#a5623c', 0.4), 0.12)}">${freckles}</g>
    ${foreheadLines}
    ${mole ? `<circle cx="${r(mole[0])}" cy="${r(mole[1])}" r="3.6" fill="${darker(skin.deep, 0.4)}"/>` : ''}
  </g>`;
}

export function drawEars({ skin, face }: Look, head: Head): string {
  return [-1, 1]
    .map(side => {
      const [x, y] = head.at(side * (face.width - 4), 22, -22);
      const visible = 1 + side * -head.turn * 1.1;
      const wide = 27 * Math.max(0.25, Math.min(1.3, visible));
      return `<g transform="translate(${r(x)} ${r(y)})">
  <path d="${curveThrough(
    [
      [0, -50],
      [side * wide * 0.8, -52],
      [side * wide * 1.12, -18],
      [side * wide * 0.78, 22],
      [side * wide * 0.42, 52],
      [side * -4, 44],
    ],
    true,
  )}" fill="${mix(skin.base, skin.shade, 0.45)}"/>
  <path d="${taperedStroke(
    [
      [side * 2, -32],
      [side * wide * 0.6, -36],
      [side * wide * 0.76, -12],
      [side * wide * 0.46, 18],
    ],
    8,
    0.5,
  )}" fill="${skin.deep}" opacity=".45"/>
  <path d="${taperedStroke(
    [
      [side * 3, -10],
      [side * wide * 0.4, 2],
      [side * wide * 0.2, 22],
    ],
    7,
    0.5,
  )}" fill="${skin.deep}" opacity=".4"/></g>`;
    })
    .join('');
}

/** The neck, from the jaw down into the collar, with the shadow that the head throws on it. */
export function drawNeck({ skin, face }: Look, head: Head, shot: Shot): string {
  const lit = shot.light.from > 0 ? 1 : -1;
  const half = face.jaw * 0.7;
  const [cx] = head.at(0, 160, 10);
  const outline: Point[] = [
    [cx - half, 110],
    [cx * 0.6 - half, 200],
    [-half - 6, 275],
    [-half - 34, 335],
    [-half - 52, 385],
    [0, 560],
    [half + 52, 385],
    [half + 34, 335],
    [half + 6, 275],
    [cx * 0.6 + half, 200],
    [cx + half, 110],
  ];
  return `<defs>${linear(
    'neck',
    [lit * half * 1.3, 0],
    [-lit * half * 1.3, 60],
    [
      [0, mix(skin.base, skin.light, 0.2)],
      [0.5, mix(skin.base, skin.shade, 0.45)],
      [1, mix(skin.shade, skin.deep, 0.35)],
    ],
  )}${linear(
    'ns2',
    [0, face.length - 50],
    [lit * -12, face.length + 84],
    [
      [0, skin.deep, 0.85],
      [0.45, skin.deep, 0.62],
      [1, skin.deep, 0],
    ],
  )}<clipPath id="neckc"><path d="${curveThrough(outline, true)}"/></clipPath></defs>
  <path d="${curveThrough(outline, true)}" fill="url(#neck)"/>
  <g clip-path="url(#neckc)">
  <path d="M-300 ${r(face.length - 80)}H300V${r(face.length + 88)}H-300Z" fill="url(#ns2)"/>
  ${spot('ns', [cx - lit * 26, face.length + 6], half * 1.75, 78, skin.deep, 0.6)}
  ${spot('nl', [lit * half * 0.5, 318], 62, 26, skin.light, 0.4)}
  <path d="${taperedStroke(
    [
      [-half * 0.62, 262],
      [-half * 0.36, 316],
      [-15, 356],
    ],
    8,
    0.6,
  )}" fill="${skin.deep}" opacity=".13"/>
  <path d="${taperedStroke(
    [
      [half * 0.62, 262],
      [half * 0.36, 316],
      [15, 356],
    ],
    8,
    0.6,
  )}" fill="${skin.deep}" opacity=".13"/>
  <path d="${taperedStroke(
    [
      [-20, 366],
      [-80, 358],
      [-150, 366],
    ],
    9,
    0.3,
  )}" fill="${skin.deep}" opacity=".2"/>
  <path d="${taperedStroke(
    [
      [20, 366],
      [80, 358],
      [150, 366],
    ],
    9,
    0.3,
  )}" fill="${skin.deep}" opacity=".2"/>
  </g>`;
}
