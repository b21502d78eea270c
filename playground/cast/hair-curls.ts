import { type Hair, type Place, place } from './hair-strands.ts';
import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, mix, type Point, r, taperedStroke } from './paint.ts';

/** A cloud of tight curls around the head. */
export function curls({ hair, face }: Look, head: Head, light: number, random: () => number): Hair {
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
      [0, 1, 2].map(row => ({ x: x * (1 + row * 0.06), y: y - row * 30, z: z - row * 16 })),
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
    front: `<path d="${curveThrough(band, true)}" fill="${mix(hair.dark, hair.base, 0.3)}"/>${front}`,
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
