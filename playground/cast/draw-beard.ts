import { type Place, place } from './hair-strands.ts';
import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, darker, mix, type Point, r, taperedStroke } from './paint.ts';

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
  // A few tones, each one path: hundreds of elements would cost more than the rest of the head.
  const tones = [0.1, 0.4, 0.7].map(depth => mix(beard.base, darker(beard.base, 0.6), depth));
  const hairs = [...tones, beard.light, mix(beard.light, beard.base, 0.4)].map((colour, tone) => {
    const count = tone < 3 ? 240 : 95;
    const strokes = Array.from({ length: count }, () => {
      const x = (random() * 2 - 1) * (face.jaw + 16);
      const y = 60 + random() ** 0.7 * (face.length - 52);
      const [px, py] = head.on(x, y);
      const length = 5 + random() * 8;
      const lean = (x / face.jaw) * 0.6 + (random() - 0.5) * 0.5;
      return `M${r(px)} ${r(py)}q${r(lean * 3)} ${r(length * 0.5)} ${r(lean * length)} ${r(length)}`;
    }).join('');
    return `<path d="${strokes}" stroke="${colour}" stroke-opacity="${tone < 3 ? 0.7 : 0.6}"/>`;
  });
  return `<defs><clipPath id="beard"><path d="${area}"/></clipPath><clipPath id="jaw"><path d="${head.contour(1)}"/></clipPath></defs>
  <g clip-path="url(#jaw)"><path d="${area}" fill="${beard.base}" opacity=".7" filter="url(#soft4)"/></g>
  <g clip-path="url(#beard)" fill="none" stroke-width="1.5" stroke-linecap="round">${hairs.join('')}</g>
  <path d="${taperedStroke([head.on(-mouth.width - 14, lip - 2, 3), head.on(-30, nose.length + 22, 5), head.on(0, nose.length + 21, 5)], 15, 0.6)}" fill="${darker(beard.base, 0.2)}" opacity=".45"/>
  <path d="${taperedStroke([head.on(mouth.width + 14, lip - 2, 3), head.on(30, nose.length + 22, 5), head.on(0, nose.length + 21, 5)], 15, 0.6)}" fill="${darker(beard.base, 0.2)}" opacity=".45"/>`;
}
