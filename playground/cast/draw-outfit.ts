import type { Look, Shot } from './look.ts';
import { curveThrough, darker, lighter, linear, mix, type Point, r, spot, taperedStroke } from './paint.ts';

/** Shoulders and clothes, in the body's upright frame; the neck's base lies at about y 350. */
export function drawOutfit(
  { outfit, cloth, light }: Shot,
  { build, face }: Look,
  random: () => number,
): string {
  const [main, second] = cloth;
  const lit = light.from > 0 ? 1 : -1;
  const collar = face.jaw * 0.72 + (outfit === 'dress' ? 82 : outfit === 'tee' ? 40 : 22);
  const dip = { tee: 424, shirt: 440, knit: 352, blazer: 560, hoodie: 420, dress: 480 }[outfit];
  const rise = outfit === 'knit' ? 296 : 336;
  const body: Point[] = [
    [-collar, rise],
    [-collar - 62, 362],
    [-318 * build, 424],
    [-412 * build, 528],
    [-450 * build, 760],
    [-466 * build, 1250],
    [466 * build, 1250],
    [450 * build, 760],
    [412 * build, 528],
    [318 * build, 424],
    [collar + 62, 362],
    [collar, rise],
  ];
  const neckline: Point[] =
    outfit === 'blazer' || outfit === 'shirt'
      ? [
          [collar * 0.66, 400],
          [0, dip],
          [-collar * 0.66, 400],
        ]
      : [
          [collar * 0.84, dip - 48],
          [collar * 0.42, dip - 10],
          [0, dip],
          [-collar * 0.42, dip - 10],
          [-collar * 0.84, dip - 48],
        ];
  const outline = curveThrough([...body, ...neckline], true);
  const folds = Array.from({ length: 9 }, () => {
    const side = random() < 0.5 ? -1 : 1;
    const x = side * (90 + random() * 270);
    const y = 480 + random() * 220;
    const fold: Point[] = [
      [x, y],
      [x - side * (20 + random() * 40), y + 90],
      [x - side * (10 + random() * 70), y + 220],
    ];
    return `<path d="${taperedStroke(fold, 16 + random() * 20, 0.4)}" fill="${random() < 0.65 ? darker(main, 0.45) : lighter(main, 0.3)}" opacity=".26"/>`;
  }).join('');
  const sleeves = [-1, 1]
    .map(
      side =>
        `<path d="${taperedStroke(
          [
            [side * 300 * build, 480],
            [side * 326 * build, 640],
            [side * 310 * build, 900],
          ],
          20,
          0.4,
        )}" fill="${darker(main, 0.5)}" opacity=".4"/>`,
    )
    .join('');
  return `<defs>${linear(
    'cloth',
    [lit * 430, 380],
    [-lit * 430, 720],
    [
      [0, lighter(main, 0.2)],
      [0.45, main],
      [1, darker(main, 0.42)],
    ],
  )}<clipPath id="body"><path d="${outline}"/></clipPath></defs>
  ${outfit === 'blazer' ? underShirt(second, collar) : ''}
  <path d="${outline}" fill="url(#cloth)"/>
  <g clip-path="url(#body)">${spot('bs', [-lit * 30, 400], 190, 92, darker(main, 0.75), 0.5)}${folds}${sleeves}
  ${spot('bl', [lit * 290, 470], 130, 74, lighter(main, 0.45), 0.4)}</g>
  ${details(outfit, main, second, collar, dip, random)}`;
}

/** The part of a hood that lies behind the neck; nothing for other clothes. */
export function drawHood({ outfit, cloth }: Shot, { face }: Look): string {
  if (outfit !== 'hoodie') return '';
  const half = face.jaw * 0.72 + 70;
  return `<ellipse cx="0" cy="326" rx="${r(half)}" ry="82" fill="${darker(cloth[1], 0.1)}"/><ellipse cx="0" cy="340" rx="${r(half - 26)}" ry="70" fill="${darker(cloth[1], 0.5)}"/>`;
}

const underShirt = (colour: string, collar: number) =>
  `<path d="${curveThrough([
    [-collar, 336],
    [-collar * 0.62, 424],
    [0, 466],
    [collar * 0.62, 424],
    [collar, 336],
  ])}V800H${-collar}Z" fill="${darker(colour, 0.06)}"/><path d="${curveThrough([
    [-collar, 336],
    [-collar * 0.62, 424],
    [0, 466],
    [collar * 0.62, 424],
    [collar, 336],
  ])}" stroke="${darker(colour, 0.25)}" stroke-width="6" fill="none"/>`;

function details(
  outfit: Shot['outfit'],
  main: string,
  second: string,
  collar: number,
  dip: number,
  random: () => number,
): string {
  const c = collar;
  const both = (draw: (side: number) => string) => [-1, 1].map(draw).join('');
  switch (outfit) {
    case 'tee':
      return `<path d="${curveThrough([
        [-c * 0.98, 346],
        [-c * 0.74, dip - 38],
        [0, dip + 3],
        [c * 0.74, dip - 38],
        [c * 0.98, 346],
      ])}" fill="none" stroke="${mix(second, main, 0.25)}" stroke-width="15"/><path d="${curveThrough([
        [-c * 1.04, 352],
        [-c * 0.79, dip - 26],
        [0, dip + 15],
        [c * 0.79, dip - 26],
        [c * 1.04, 352],
      ])}" fill="none" stroke="${darker(main, 0.5)}" stroke-opacity=".4" stroke-width="3"/>`;
    case 'dress':
      return `<path d="${curveThrough([
        [-c, 342],
        [-c * 0.8, dip - 44],
        [0, dip + 2],
        [c * 0.8, dip - 44],
        [c, 342],
      ])}" fill="none" stroke="${second}" stroke-width="9"/><g clip-path="url(#body)">${Array.from(
        { length: 70 },
        () => {
          const [x, y] = [(random() - 0.5) * 820, 500 + random() * 560];
          return `<g transform="translate(${r(x)} ${r(y)}) rotate(${r(random() * 90)})" fill="${second}" opacity=".62"><circle cx="-6" r="6"/><circle cx="6" r="6"/><circle cy="-6" r="6"/><circle cy="6" r="6"/></g>`;
        },
      ).join('')}</g>`;
    case 'shirt':
      return `${both(
        side =>
          `<path d="M${side * c * 0.98} 318C${side * c * 0.9} 356 ${side * c * 0.5} 402 ${side * 4} 446L${side * c * 0.62} 528C${side * c * 0.98} 470 ${side * (c + 46)} 410 ${side * (c + 34)} 352Z" fill="${lighter(main, side > 0 ? 0.1 : 0.18)}" stroke="${darker(main, 0.4)}" stroke-opacity=".5" stroke-width="2.5"/>`,
      )}<path d="M0 446V1200" stroke="${darker(main, 0.4)}" stroke-opacity=".6" stroke-width="3"/>${[
        520, 640, 760, 880,
      ]
        .map(
          y =>
            `<circle cx="9" cy="${y}" r="7" fill="${second}" stroke="${darker(second, 0.4)}" stroke-width="1.5"/>`,
        )
        .join('')}`;
    case 'knit':
      return `<path d="M${-c * 0.92} 262C${-c * 0.4} 306 ${c * 0.4} 306 ${c * 0.92} 262L${c * 1.08} 352C${c * 0.4} 398 ${-c * 0.4} 398 ${-c * 1.08} 352Z" fill="${lighter(main, 0.08)}"/><path d="${Array.from(
        { length: 23 },
        (_, i) => {
          const x = (i / 22) * 2 - 1;
          return `M${r(x * c * 0.92)} ${r(262 + (1 - x * x) * 32)}L${r(x * c * 1.08)} ${r(352 + (1 - x * x) * 34)}`;
        },
      ).join(
        '',
      )}" stroke="${darker(main, 0.4)}" stroke-opacity=".38" stroke-width="4"/><path d="${curveThrough([
        [-c * 1.08, 354],
        [0, 389],
        [c * 1.08, 354],
      ])}" fill="none" stroke="${darker(main, 0.6)}" stroke-opacity=".4" stroke-width="6"/><path d="${Array.from({ length: 30 }, (_, i) => `M${-435 + i * 30} 560V1200`).join('')}" stroke="${darker(main, 0.4)}" stroke-opacity=".16" stroke-width="7"/>`;
    case 'blazer':
      return both(
        side =>
          `<path d="M${side * (c + 8)} 326L${side * (c + 72)} 424L${side * 176} 520L${side * 128} 548L${side * 6} 800L${side * 2} 580C${side * 46} 500 ${side * c * 0.9} 430 ${side * c * 0.96} 330Z" fill="${lighter(main, side > 0 ? 0.06 : 0.12)}" stroke="${darker(main, 0.5)}" stroke-opacity=".65" stroke-width="3"/>`,
      );
    case 'hoodie':
      return `<path d="${curveThrough([
        [-c - 2, 306],
        [-c * 0.66, dip - 50],
        [0, dip - 4],
        [c * 0.66, dip - 50],
        [c + 2, 306],
      ])}L${curveThrough([
        [c + 50, 318],
        [c + 58, 366],
        [c * 0.74, dip + 26],
        [0, dip + 82],
        [-c * 0.74, dip + 26],
        [-c - 58, 366],
        [-c - 50, 318],
      ]).slice(
        1,
      )}Z" fill="${mix(main, second, 0.2)}" stroke="${darker(main, 0.5)}" stroke-opacity=".4" stroke-width="3"/><path d="${taperedStroke(
        [
          [-c - 20, 340],
          [-c * 0.7, dip - 14],
          [0, dip + 40],
          [c * 0.7, dip - 14],
          [c + 20, 340],
        ],
        14,
        0.5,
      )}" fill="${lighter(main, 0.3)}" opacity=".3"/>${both(
        side =>
          `<path d="${curveThrough([
            [side * 40, 486],
            [side * 50, 556],
            [side * 44, 628],
          ])}" fill="none" stroke="${lighter(second, 0.5)}" stroke-width="8" stroke-linecap="round"/>`,
      )}`;
  }
}
