/** Rain, snow and mist that lie over the painted picture. */
import type { SceneChoice } from './scene-choice.ts';
import { number, type Stage } from './sky.ts';

/** An SVG of the picture's size, or nothing in clear weather. */
export function weatherSvg(
  { palette, random, width, height }: Stage,
  scene: SceneChoice,
  size: { width: number; height: number },
): string | undefined {
  const parts: string[] = [];
  if (scene.weather === 'rain') {
    for (let index = 0; index < 260; index += 1) {
      const x = random.between(-60, width);
      const y = random.between(-60, height);
      const long = random.between(24, 84);
      parts.push(
        `<path d="M${number(x)},${number(y)} l${number(long * 0.2)},${number(long)}" stroke="#e8f0f6" stroke-width="${number(random.between(0.8, 2.2))}" stroke-linecap="round" opacity="${random.between(0.12, 0.42).toFixed(2)}"/>`,
      );
    }
  } else if (scene.weather === 'snowfall') {
    for (let index = 0; index < 230; index += 1) {
      const size = random.chance(0.08) ? random.between(6, 11) : random.between(1.4, 4.6);
      parts.push(
        `<circle cx="${number(random.between(0, width))}" cy="${number(random.between(0, height))}" r="${number(size)}" fill="#fff" opacity="${(size > 5 ? 0.35 : random.between(0.45, 0.95)).toFixed(2)}"/>`,
      );
    }
  } else if (scene.weather === 'mist') {
    parts.push(
      `<defs><linearGradient id="m" x1="0" y1="0" x2="0" y2="1"><stop offset=".35" stop-color="${palette.haze}" stop-opacity="0"/><stop offset=".7" stop-color="${palette.haze}" stop-opacity=".34"/><stop offset="1" stop-color="${palette.haze}" stop-opacity=".1"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#m)"/>`,
    );
  }
  if (parts.length === 0) return undefined;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${parts.join('')}</svg>`;
}
