import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, darker, lighter, mix, type Point, r, spot, taperedStroke } from './paint.ts';

type Place = readonly [x: number, y: number, z: number];
interface Hair {
  /** Drawn behind the neck and the body. */
  back: string;
  /** Drawn over the face. */
  front: string;
  /** Outline of the part that throws a shadow on the forehead; empty when there is none. */
  shadow: string;
}

/** The hair of a person, behind and in front of the head. */
export function drawHair(look: Look, head: Head, light: number, random: () => number): Hair {
  const draw = { curls, crop, bob, swept }[look.hair.style];
  return draw(look, head, light, random);
}

const place = (head: Head, points: readonly Place[]) => points.map(([x, y, z]) => head.at(x, y, z));

/** Fills the space between two guide curves with strands of varied tone. */
function strands(
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

const shape = (head: Head, points: readonly Place[], fill: string) =>
  `<path d="${curveThrough(place(head, points), true)}" fill="${fill}"/>`;

/** A cloud of tight curls around the head. */
function curls({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
  const [cx, cy] = head.at(0, -92, -46);
  const cloud: string[] = [];
  const rings: string[] = [];
  for (let index = 0; index < 150; index++) {
    const angle = random() * Math.PI * 2;
    const reach = Math.sqrt(random());
    const x = cx + Math.cos(angle) * reach * 238;
    const y = cy + Math.sin(angle) * reach * (Math.sin(angle) > 0 ? 196 : 212);
    const size = 27 + random() * 21;
    const lit = Math.max(0, Math.min(1, 0.42 + (((x - cx) / 260) * light - (y - cy) / 250) * 0.36));
    cloud.push(
      `<circle cx="${r(x)}" cy="${r(y)}" r="${r(size)}" fill="${mix(hair.dark, hair.base, Math.min(1, lit + random() * 0.3))}"/>`,
    );
    rings.push(curl(x, y, size, lit, hair, random));
  }
  const rim = Array.from({ length: 46 }, (_, index) => {
    const angle = Math.PI * 0.84 + (index / 45) * Math.PI * 1.32;
    const size = 24 + random() * 18;
    const x = cx + Math.cos(angle) * (232 + random() * 22);
    const y = cy + Math.sin(angle) * (214 + random() * 18);
    return `<circle cx="${r(x)}" cy="${r(y)}" r="${r(size)}" fill="${mix(hair.dark, hair.base, 0.25 + random() * 0.4)}"/>${curl(x, y, size, 0.45, hair, random)}`;
  }).join('');
  const hairline: Place[] = Array.from({ length: 17 }, (_, index) => {
    const t = (index / 16) * 2 - 1;
    return [t * (face.width + 8), -166 + Math.abs(t) ** 2.6 * 150, 74 - Math.abs(t) * 66];
  });
  const front = hairline
    .flatMap(([x, y, z]) =>
      [0, 1].map(row => ({ x: x * (1 + row * 0.06), y: y - row * 30, z: z - row * 16 })),
    )
    .map(({ x, y, z }) => {
      const [px, py] = head.at(x + (random() - 0.5) * 16, y + (random() - 0.5) * 16, z);
      const size = 19 + random() * 13;
      const lit = 0.4 + (px / 260) * light * 0.4;
      return `<circle cx="${r(px)}" cy="${r(py)}" r="${r(size)}" fill="${mix(hair.dark, hair.base, Math.max(0, Math.min(1, lit)))}"/>${curl(px, py, size, lit, hair, random)}`;
    })
    .join('');
  const band = place(head, [...hairline, [face.width, -220, 10], [0, -270, 20], [-face.width, -220, 10]]);
  const heart = `<ellipse cx="${r(cx)}" cy="${r(cy)}" rx="226" ry="204" fill="${mix(hair.dark, hair.base, 0.35)}"/>`;
  return {
    back: `${rim}${heart}${cloud.join('')}${rings.join('')}`,
    front,
    shadow: curveThrough(band, true),
  };
}

function curl(x: number, y: number, size: number, lit: number, hair: Look['hair'], random: () => number) {
  const start = random() * Math.PI * 2;
  const turn = random() < 0.5 ? -1 : 1;
  const points = Array.from({ length: 8 }, (_, step): Point => {
    const angle = start + turn * step * 0.72;
    const reach = size * (0.94 - step * 0.095);
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  });
  const tone = mix(hair.base, hair.light, Math.max(0, Math.min(1, lit * (0.5 + random()))));
  return `<path d="${taperedStroke(points, 4.4 + random() * 3, 0.4)}" fill="${tone}" opacity="${r(0.3 + random() * 0.5)}"/>`;
}

/** Short hair with a little wave on top and a tidy beard line. */
function crop(look: Look, head: Head, light: number, random: () => number): Hair {
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
function bob({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
  const w = face.width;
  const backShape: Place[] = [
    [0, -278, -10],
    [-96, -258, -14],
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
    [96, -258, -14],
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
function swept({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
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
    back: `<ellipse cx="${r(kx)}" cy="${r(ky)}" rx="76" ry="58" fill="${hair.dark}"/>${knot}`,
    shadow: curveThrough(place(head, cap), true),
    front: `${shape(head, cap, mix(hair.base, hair.dark, 0.35))}${strands(head, narrow, 46, hair, random, 11)}${strands(head, wide, 84, hair, random, 12)}${spot('hs', head.at(light * 66, -200, 60), 70, 44, lighter(hair.light, 0.5), 0.42)}${wisps}`,
  };
}

/** A full, short beard with moustache; drawn over the skin, under the mouth. */
export function drawBeard(look: Look, head: Head, random: () => number): string {
  const { beard, face, nose, mouth } = look;
  if (!beard) return '';
  const w = face.width;
  const lip = nose.length + (face.length - nose.length) * 0.39;
  const outer: Place[] = [
    [-w - 1, 16, 6],
    [-face.cheek - 1, 70, 20],
    [-face.jaw - 4, 150, 42],
    [-face.chin - 8, face.length - 8, 74],
    [0, face.length + 14, 96],
    [face.chin + 8, face.length - 8, 74],
    [face.jaw + 4, 150, 42],
    [face.cheek + 1, 70, 20],
    [w + 1, 16, 6],
  ];
  const inner: Point[] = [
    head.on(w - 16, 60),
    head.on(face.cheek - 34, 98),
    head.on(mouth.width + 22, lip - 16),
    head.on(26, nose.length + 17),
    head.on(0, nose.length + 21),
    head.on(-26, nose.length + 17),
    head.on(-mouth.width - 22, lip - 16),
    head.on(-face.cheek + 34, 98),
    head.on(-w + 16, 60),
  ];
  const area = curveThrough([...place(head, outer), ...inner], true);
  const hairs: string[] = [];
  for (let index = 0; index < 480; index++) {
    const x = (random() * 2 - 1) * (face.jaw + 14);
    const y = nose.length + 10 + random() * (face.length - nose.length + 6);
    const [px, py] = head.on(x, y);
    const length = 7 + random() * 9;
    const lean = (x / face.jaw) * 0.75 + (random() - 0.5) * 0.5;
    const colour = random() < 0.3 ? beard.light : mix(beard.base, darker(beard.base, 0.5), random());
    hairs.push(
      `<path d="M${r(px)} ${r(py)}q${r(lean * 3)} ${r(length * 0.5)} ${r(lean * length)} ${r(length)}" stroke="${colour}" stroke-opacity="${r(0.35 + random() * 0.5)}"/>`,
    );
  }
  return `<defs><clipPath id="beard"><path d="${area}"/></clipPath><clipPath id="jaw"><path d="${head.contour(5)}"/></clipPath></defs>
  <g clip-path="url(#jaw)"><path d="${area}" fill="${beard.base}" opacity=".7" filter="url(#soft4)"/></g>
  <g clip-path="url(#beard)" fill="none" stroke-width="2" stroke-linecap="round">${hairs.join('')}</g>
  <path d="${taperedStroke([head.on(-mouth.width - 14, lip - 2, 3), head.on(-30, nose.length + 22, 5), head.on(0, nose.length + 21, 5)], 15, 0.6)}" fill="${darker(beard.base, 0.2)}" opacity=".75"/>
  <path d="${taperedStroke([head.on(mouth.width + 14, lip - 2, 3), head.on(30, nose.length + 22, 5), head.on(0, nose.length + 21, 5)], 15, 0.6)}" fill="${darker(beard.base, 0.2)}" opacity=".75"/>`;
}
