import { type Hair, type Place, place, shape, strands } from './hair-strands.ts';
import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, darker, lighter, mix, type Point, r, spot, taperedStroke } from './paint.ts';

/** Short hair with a little wave on top and a tidy beard line. */
export function crop(look: Look, head: Head, light: number, random: () => number): Hair {
  const { hair, face } = look;
  const w = face.width;
  const cap: Place[] = [
    [-w - 3, 18, -6],
    [-w - 14, -60, -14],
    [-w - 15, -140, -10],
    [-w + 18, -222, 0],
    [-58, -268, 20],
    [22, -282, 26],
    [92, -258, 18],
    [w - 8, -212, 0],
    [w + 14, -138, -10],
    [w + 13, -60, -14],
    [w + 3, 18, -6],
    [w - 13, -38, 36],
    [w - 14, -104, 52],
    [w - 34, -146, 78],
    [64, -168, 92],
    [8, -158, 98],
    [-58, -172, 92],
    [-w + 30, -142, 78],
    [-w + 14, -100, 52],
    [-w + 13, -38, 36],
  ];
  const top: [Place[], Place[]] = [
    [
      [-w + 36, -140, 80],
      [-w + 24, -196, 44],
      [-86, -242, 28],
      [-30, -262, 12],
    ],
    [
      [w - 30, -142, 80],
      [w - 2, -196, 40],
      [w - 30, -246, 16],
      [70, -268, 6],
    ],
  ];
  const sides = [-1, 1].map((side): [Place[], Place[]] => [
    [
      [side * (w - 12), -106, 52],
      [side * (w - 8), -60, 34],
      [side * (w - 6), -10, 12],
      [side * (w - 4), 22, 0],
    ],
    [
      [side * (w + 6), -170, -4],
      [side * (w + 13), -110, -14],
      [side * (w + 12), -50, -14],
      [side * (w + 4), 6, -8],
    ],
  ]);
  const shine = head.at(light * 52, -222, 40);
  return {
    back: '',
    shadow: curveThrough(place(head, cap), true),
    front: `${shape(head, cap, mix(hair.base, hair.dark, 0.45))}${sides.map(s => strands(head, s, 26, hair, random, 6)).join('')}${strands(head, top, 74, hair, random, 12)}${spot('hs', shine, 84, 34, lighter(hair.light, 0.3), 0.34)}`,
  };
}

/** Straight hair to the jaw, with a fringe. */
export function bob({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
  const w = face.width;
  const backShape: Place[] = [
    [0, -288, -4],
    [-96, -264, -12],
    [-w - 24, -170, -20],
    [-w - 46, -20, -24],
    [-w - 52, 120, -20],
    [-w - 34, 208, -10],
    [-w + 40, 222, -30],
    [0, 210, -60],
    [w - 40, 222, -30],
    [w + 34, 208, -10],
    [w + 52, 120, -20],
    [w + 46, -20, -24],
    [w + 24, -170, -20],
    [96, -264, -12],
  ];
  const curtain = (side: number): [Place[], Place[]] => [
    [
      [side * 20, -252, 50],
      [side * (w - 26), -170, 70],
      [side * (w - 8), -40, 52],
      [side * (w - 2), 80, 40],
      [side * (w - 26), 196, 44],
    ],
    [
      [side * 16, -276, 10],
      [side * (w + 12), -200, -4],
      [side * (w + 42), -40, -8],
      [side * (w + 52), 90, -8],
      [side * (w + 24), 212, 6],
    ],
  ];
  const fringe: [Place[], Place[]] = [
    [
      [-26, -262, 40],
      [-84, -204, 88],
      [-w + 32, -118, 96],
      [-w + 20, -52, 74],
    ],
    [
      [26, -262, 40],
      [84, -204, 88],
      [w - 32, -118, 96],
      [w - 20, -52, 74],
    ],
  ];
  const fringeShape: Place[] = [
    [0, -276, 30],
    [-70, -240, 60],
    [-w + 20, -150, 66],
    [-w + 8, -44, 62],
    [-w + 34, -58, 92],
    [-60, -66, 128],
    [0, -70, 140],
    [60, -66, 128],
    [w - 34, -58, 92],
    [w - 8, -44, 62],
    [w - 20, -150, 66],
    [70, -240, 60],
  ];
  const sides = [-1, 1]
    .map(side => {
      const [inner, outer] = curtain(side);
      return `${shape(head, [...inner, ...outer.toReversed()], mix(hair.base, hair.dark, side === light ? 0.3 : 0.6))}${strands(head, [inner, outer], 44, hair, random, 10)}`;
    })
    .join('');
  const halo = place(head, [
    [-w + 2, -168, 70],
    [-70, -190, 108],
    [0, -196, 116],
    [70, -190, 108],
    [w - 2, -168, 70],
  ]);
  return {
    back: `${shape(head, backShape, darker(hair.dark, 0.2))}${strands(head, [backShape.slice(2, 6), backShape.slice(9, 13).toReversed()], 60, { ...hair, base: hair.dark, light: hair.base }, random, 12)}`,
    shadow: curveThrough(place(head, fringeShape), true),
    front: `${sides}${shape(head, fringeShape, mix(hair.base, hair.dark, 0.3))}${strands(head, fringe, 90, hair, random, 11)}<g filter="url(#soft9)"><path d="${taperedStroke(halo, 40, 0.5)}" fill="${hair.light}" opacity=".6"/><path d="${taperedStroke(
      halo.map(([x, y]): Point => [x, y + 3]),
      16,
      light > 0 ? 0.7 : 0.3,
    )}" fill="${lighter(hair.light, 0.5)}" opacity=".6"/></g>${strands(head, fringe, 26, { ...hair, light: hair.base }, random, 7)}`,
  };
}

/** Hair parted at the side and swept back into a knot. */
export function swept({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
  const w = face.width;
  const [kx, ky] = head.at(18, -286, -70);
  const knot = Array.from({ length: 34 }, (_, index) => {
    const angle = (index / 34) * Math.PI * 2 + random() * 0.3;
    const points = Array.from({ length: 6 }, (_, step): Point => {
      const turn = angle + step * 0.42;
      const reach = 64 - step * 6 - random() * 5;
      return [kx + Math.cos(turn) * reach * 1.12, ky + Math.sin(turn) * reach * 0.84];
    });
    return `<path d="${taperedStroke(points, 9 + random() * 6, 0.4)}" fill="${mix(random() < 0.5 ? hair.dark : hair.light, hair.base, random())}" opacity="${r(0.5 + random() * 0.4)}"/>`;
  }).join('');
  const part = -52;
  const cap: Place[] = [
    [-w - 5, 40, -10],
    [-w - 20, -60, -22],
    [-w - 18, -160, -22],
    [-92, -250, -6],
    [0, -276, 6],
    [92, -256, 0],
    [w + 14, -170, -18],
    [w + 21, -60, -22],
    [w + 5, 40, -10],
    [w - 14, -30, 36],
    [w - 16, -92, 56],
    [60, -150, 92],
    [part, -182, 84],
    [-w + 32, -132, 76],
    [-w + 15, -82, 54],
    [-w + 14, -30, 36],
  ];
  const wide: [Place[], Place[]] = [
    [
      [part, -184, 86],
      [40, -160, 98],
      [w - 24, -112, 66],
      [w - 6, -40, 32],
      [w + 2, 30, 0],
    ],
    [
      [part, -250, 40],
      [50, -276, 20],
      [w + 4, -196, -6],
      [w + 20, -80, -20],
      [w + 10, 26, -14],
    ],
  ];
  const narrow: [Place[], Place[]] = [
    [
      [part, -184, 86],
      [-92, -160, 86],
      [-w + 18, -106, 62],
      [-w + 6, -40, 32],
      [-w - 2, 30, 0],
    ],
    [
      [part, -250, 40],
      [-100, -240, 20],
      [-w - 10, -180, -8],
      [-w - 20, -80, -20],
      [-w - 8, 26, -14],
    ],
  ];
  const wisps = [-1, 1]
    .map(side => {
      const line = place(head, [
        [side * (w - 12), -40, 40],
        [side * (w + 4), 10, 26],
        [side * (w - 4), 60, 20],
        [side * (w + 6), 104, 16],
      ]);
      return `<path d="${taperedStroke(line, 7, 0.4)}" fill="${hair.base}" opacity=".85"/><path d="${taperedStroke(
        line.map(([x, y]): Point => [x + side * 5, y - 8]),
        4,
        0.4,
      )}" fill="${hair.light}" opacity=".8"/>`;
    })
    .join('');
  return {
    back: `<ellipse cx="${r(kx)}" cy="${r(ky)}" rx="76" ry="58" fill="${hair.dark}"/>${knot}<ellipse cx="${r(kx)}" cy="${r(ky)}" rx="38" ry="28" fill="${hair.base}"/>${spot('kn', [kx - 6, ky - 8], 34, 24, hair.light, 0.8)}`,
    shadow: curveThrough(place(head, cap), true),
    front: `${shape(head, cap, mix(hair.base, hair.dark, 0.35))}${strands(head, narrow, 46, hair, random, 11)}${strands(head, wide, 84, hair, random, 12)}${spot('hs', head.at(light * 66, -200, 60), 70, 44, lighter(hair.light, 0.5), 0.42)}${wisps}`,
  };
}
