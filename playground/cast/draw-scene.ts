import type { Shot } from './look.ts';
import { darker, lighter, linear, mix, r, radial } from './paint.ts';

/** The place behind a person, 900 × 1100. It is meant to be blurred: only large shapes and lights. */
export function drawScene({ scene, tones, light }: Shot, random: () => number): string {
  const [a, b, c] = tones;
  const rect = (x: number, y: number, w: number, h: number, fill: string, opacity = 1) =>
    `<rect x="${r(x)}" y="${r(y)}" width="${r(w)}" height="${r(h)}" fill="${fill}" opacity="${r(opacity * 100) / 100}"/>`;
  const disc = (x: number, y: number, size: number, fill: string, opacity: number) =>
    `<circle cx="${r(x)}" cy="${r(y)}" r="${r(size)}" fill="${fill}" opacity="${r(opacity * 100) / 100}"/>`;
  const many = (count: number, draw: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => draw(i)).join('');
  const sky = (top: string, bottom: string) =>
    `<defs>${linear(
      'sky',
      [0, 0],
      [0, 1100],
      [
        [0, top],
        [1, bottom],
      ],
    )}</defs>${rect(0, 0, 900, 1100, 'url(#sky)')}`;
  const body = () => {
    switch (scene) {
      case 'studio':
        return `<defs>${radial('st', [450 + light.from * 250, 380], 820, [
          [0, lighter(a, 0.3)],
          [0.5, a],
          [1, darker(b, 0.25)],
        ])}</defs>${rect(0, 0, 900, 1100, 'url(#st)')}`;
      case 'wall':
        return `${rect(0, 0, 900, 1100, darker(a, 0.3))}${many(17, row =>
          many(8, column =>
            rect(
              column * 130 - (row % 2) * 65 - 40,
              row * 66,
              122,
              58,
              mix(a, random() < 0.5 ? b : c, random() * 0.55),
            ),
          ),
        )}<defs>${radial('wl', [450 + light.from * 420, 260], 900, [
          [0, '#fff3d8', 0.4],
          [1, '#120a16', 0.5],
        ])}</defs>${rect(0, 0, 900, 1100, 'url(#wl)')}`;
      case 'street':
        return `${sky(a, b)}${many(9, i => rect(i * 112 - 40 + random() * 30, 90 + random() * 330, 92 + random() * 40, 1000, darker(mix(a, b, random()), 0.3 + random() * 0.35)))}${many(110, () => rect(random() * 900, 240 + random() * 560, 11, 15, lighter(c, 0.3), 0.25 + random() * 0.5))}${many(34, () => disc(random() * 900, 420 + random() * 640, 14 + random() * 34, random() < 0.6 ? c : lighter(b, 0.4), 0.2 + random() * 0.4))}`;
      case 'park':
        return `${sky(lighter(b, 0.45), a)}${many(120, () => disc(random() * 900, random() * 760, 30 + random() * 80, mix(random() < 0.5 ? a : darker(a, 0.4), b, random()), 0.34))}${many(44, () => disc(random() * 900, random() * 620, 12 + random() * 30, lighter(c, 0.35), 0.2 + random() * 0.32))}${rect(0, 820, 900, 300, darker(a, 0.25), 0.6)}${many(5, i => rect(60 + i * 190 + random() * 60, -10, 26 + random() * 26, 1120, darker(mix(a, '#4a3428', 0.7), 0.3), 0.55))}`;
      case 'sea':
        return `${sky(a, lighter(b, 0.25))}${disc(450 + light.from * 300, 250, 96, lighter(c, 0.5), 0.8)}${disc(450 + light.from * 300, 250, 210, lighter(c, 0.3), 0.3)}${rect(0, 560, 900, 290, mix(a, '#1d5a72', 0.6))}${many(46, () => rect(random() * 900, 566 + random() * 270, 60 + random() * 150, 5, lighter(c, 0.4), 0.16 + random() * 0.4))}${rect(0, 850, 900, 260, mix(c, '#d9bf94', 0.7))}${many(5, () => `<ellipse cx="${r(random() * 900)}" cy="${r(90 + random() * 260)}" rx="${r(100 + random() * 130)}" ry="${r(14 + random() * 24)}" fill="#fff" opacity=".4"/>`)}`;
      case 'cafe':
        return `${sky(darker(a, 0.35), darker(b, 0.1))}${rect(0, 760, 900, 340, darker(a, 0.5))}${many(3, row => rect(40, 210 + row * 150, 820, 16, darker(a, 0.6)) + many(15, i => rect(60 + i * 54 + random() * 14, 160 + row * 150 + random() * 14, 28, 50, mix(b, c, random()), 0.7)))}${many(4, i => disc(120 + i * 230, 120, 58, lighter(c, 0.55), 0.95) + disc(120 + i * 230, 120, 150, c, 0.26))}${many(22, () => disc(random() * 900, 340 + random() * 560, 14 + random() * 32, c, 0.2 + random() * 0.3))}`;
      case 'library':
        return `${rect(0, 0, 900, 1100, darker(a, 0.55))}${many(
          6,
          row =>
            rect(0, row * 190 + 168, 900, 22, darker(a, 0.25)) +
            many(24, i => {
              const h = 110 + random() * 50;
              return rect(
                i * 38 + random() * 6,
                row * 190 + 168 - h,
                31,
                h,
                mix([a, b, c][i % 3] ?? a, random() < 0.5 ? '#2a1a18' : '#f2dfc0', random() * 0.4),
              );
            }),
        )}<defs>${radial('lb', [450 + light.from * 380, 240], 760, [
          [0, '#ffe2a8', 0.5],
          [1, '#1a0c0a', 0.42],
        ])}</defs>${rect(0, 0, 900, 1100, 'url(#lb)')}`;
      case 'room': {
        const x = light.from > 0 ? 560 : 40;
        return `${sky(lighter(a, 0.12), darker(a, 0.2))}${rect(x - 18, 60, 336, 640, lighter(b, 0.7))}${rect(x, 78, 300, 604, lighter(b, 0.45))}${many(20, () => disc(x + random() * 300, 420 + random() * 250, 34, mix(b, '#5f8a58', 0.7), 0.5))}${rect(x + 144, 78, 14, 604, lighter(a, 0.55))}${rect(x, 360, 300, 14, lighter(a, 0.55))}${rect(0, 880, 900, 220, darker(c, 0.25))}${many(
          26,
          () => {
            const px = 900 - x - 60 + (random() - 0.5) * 240;
            return `<ellipse cx="${r(px)}" cy="${r(560 + random() * 250)}" rx="18" ry="64" transform="rotate(${r((random() - 0.5) * 130)} ${r(px)} 700)" fill="${mix('#3f6b48', c, random() * 0.4)}" opacity=".85"/>`;
          },
        )}`;
      }
    }
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 1100" width="300" height="367">${body()}</svg>`;
}
