/** Skies: gradient, sun or moon with its glow, clouds and stars. Coordinates: the short side is 1000. */
import { mix } from './color.ts';
import type { Palette } from './palette.ts';
import type { Random } from './random.ts';

export interface Stage {
  width: number;
  height: number;
  palette: Palette;
  random: Random;
  /** Where sky meets ground, in the stage's units. */
  horizon: number;
  /** The middle of the sun or moon. */
  sun: { x: number; y: number; radius: number };
}

export function number(value: number): string {
  return value.toFixed(1);
}

export function linear(id: string, stops: readonly (readonly [number, string, number?])[], axis = '0 0 0 1') {
  const [x1, y1, x2, y2] = axis.split(' ');
  const parts = stops.map(
    ([offset, color, opacity = 1]) =>
      `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`,
  );
  return `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${parts.join('')}</linearGradient>`;
}

export function radial(id: string, stops: readonly (readonly [number, string, number?])[]): string {
  const parts = stops.map(
    ([offset, color, opacity = 1]) =>
      `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`,
  );
  return `<radialGradient id="${id}">${parts.join('')}</radialGradient>`;
}

export function blur(id: string, deviation: number): string {
  return `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`;
}

export function drawSky(stage: Stage, options: { clouds: number; stars: number; disc: boolean }): string {
  const { palette, width, height, horizon, sun } = stage;
  const [top, upper, lower, low] = palette.sky;
  const reach = Math.min((horizon / height) * 1.02, 1);
  const glow = Math.max(width, height) * 0.6;
  return `<defs>${linear('sky', [
    [0, top],
    [reach * 0.4, upper],
    [reach * 0.78, lower],
    [reach, low],
  ])}${radial('glow', [
    [0, palette.sun, 0.95],
    [0.12, palette.glow, 0.75],
    [0.45, palette.glow, 0.24],
    [1, palette.glow, 0],
  ])}${mistGradient(palette.haze)}${blur('cloudy', 9)}${blur('soft', 22)}</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
${drawStars(stage, options.stars)}
<circle cx="${number(sun.x)}" cy="${number(sun.y)}" r="${number(glow)}" fill="url(#glow)" opacity="${palette.dark ? 0.5 : 0.85}"/>
${options.disc ? drawDisc(stage) : ''}
${drawClouds(stage, options.clouds)}`;
}

function drawDisc({ palette, sun }: Stage): string {
  const { x, y, radius } = sun;
  const disc = `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="${palette.sun}"/>`;
  if (!palette.dark) return disc;
  const shade = mix(palette.sun, palette.sky[1], 0.28);
  const seas = [
    [-0.3, -0.2, 0.3],
    [0.25, 0.2, 0.22],
    [0.1, -0.42, 0.16],
    [-0.2, 0.42, 0.18],
  ].map(
    ([dx = 0, dy = 0, size = 0]) =>
      `<circle cx="${number(x + dx * radius)}" cy="${number(y + dy * radius)}" r="${number(size * radius)}" fill="${shade}" opacity=".55"/>`,
  );
  return disc + seas.join('');
}

export function drawStars({ width, horizon, random }: Stage, count: number): string {
  const stars: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const size = random.chance(0.06) ? random.between(2.4, 4) : random.between(0.7, 1.8);
    const color = random.pick(['#ffffff', '#dfe8ff', '#fff0d8']);
    stars.push(
      `<circle cx="${number(random.between(0, width))}" cy="${number(random.between(0, horizon) * random.between(0.4, 1))}" r="${number(size)}" fill="${color}" opacity="${random.between(0.35, 1).toFixed(2)}"/>`,
    );
  }
  return stars.join('');
}

/** Banks of cloud: shaded undersides first, then lit tops turned towards the sun. */
function drawClouds({ width, horizon, palette, random, sun }: Stage, count: number): string {
  const shade: string[] = [];
  const lit: string[] = [];
  const rim: string[] = [];
  for (let bank = 0; bank < count; bank += 1) {
    const depth = random.next();
    const cx = random.between(-0.1, 1.1) * width;
    const cy = horizon * (0.1 + 0.72 * depth);
    const span = (1 - depth * 0.7) * random.between(190, 380);
    const tall = span * random.between(0.1, 0.2);
    const towards = sun.x > cx ? 1 : -1;
    for (let puff = 0; puff < 15; puff += 1) {
      const t = random.between(-1, 1);
      const x = cx + t * span;
      const rise = (1 - t * t) * tall * random.between(0.2, 1.3);
      const rx = span * random.between(0.1, 0.24) * (1.15 - Math.abs(t) * 0.6);
      const ry = rx * random.between(0.3, 0.5);
      const oval = (dx: number, dy: number, scale: number, color: string, opacity: number) =>
        `<ellipse cx="${number(x + dx)}" cy="${number(cy - rise + dy)}" rx="${number(rx * scale)}" ry="${number(ry * scale)}" fill="${color}" opacity="${opacity}"/>`;
      shade.push(oval(0, ry * 0.45, 1.05, palette.cloudShade, 0.5));
      lit.push(oval(0, 0, 0.95, palette.cloud, 0.55));
      if (random.chance(0.4)) rim.push(oval(towards * rx * 0.3, -ry * 0.35, 0.5, palette.sun, 0.4));
    }
  }
  return `<g filter="url(#cloudy)">${shade.join('')}${lit.join('')}${rim.join('')}</g>`;
}

/** The gradient `band`: mist that fades out above and below. */
export function mistGradient(color: string): string {
  return linear('band', [
    [0, color, 0],
    [0.5, color, 1],
    [1, color, 0],
  ]);
}

/** The gradient of a lamp: bright in the middle, gone at the edge. */
export function lampGlow(id: string, color: string): string {
  return radial(id, [
    [0, color, 0.95],
    [0.18, color, 0.5],
    [0.5, color, 0.16],
    [1, color, 0],
  ]);
}
