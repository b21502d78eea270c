/** Landforms: ridges, dunes, trees, water, and the small things that stand in a landscape. */
import { mix } from './color.ts';
import { createNoise } from './random.ts';
import { linear, number, type Stage } from './sky.ts';

/** A ridge across the whole width; returns its path and the height of its line at an x. */
export function ridge(stage: Stage, base: number, rise: number, roughness: number, octaves = 6) {
  const noise = createNoise(stage.random, octaves);
  const offset = stage.random.between(0, 200);
  const lineAt = (x: number) => base - rise * (0.5 + noise(offset + (x / 1000) * roughness));
  const points: string[] = [];
  for (let x = -20; x <= stage.width + 20; x += 8) points.push(`${number(x)},${number(lineAt(x))}`);
  const path = `M-20,${stage.height + 20} L${points.join(' L')} L${stage.width + 20},${stage.height + 20} Z`;
  return { path, lineAt };
}

/** Ridges one behind another, paler with distance, each with mist at its foot. */
export function drawRidges(
  stage: Stage,
  options: { count: number; rise: number; roughness: number; id: string; ribbon?: boolean },
) {
  const { palette, height, horizon } = stage;
  const parts: string[] = [];
  let last = ridge(stage, horizon, options.rise, options.roughness);
  for (let index = 0; index < options.count; index += 1) {
    const near = options.count === 1 ? 1 : index / (options.count - 1);
    const base = horizon + near * near * (height - horizon) * 0.5;
    const rise = options.rise * (1 - near * 0.45);
    last = ridge(stage, base, rise, options.roughness * (1 - near * 0.3));
    const plain = mix(mix(palette.haze, palette.far, 0.35 + near * 0.4), palette.near, near * 0.85);
    const bold = stage.random.pick([
      palette.accent,
      palette.sky[2],
      palette.glow,
      palette.sky[1],
      palette.far,
    ]);
    const color = options.ribbon ? mix(plain, bold, 0.55 * (1 - near * 0.5)) : plain;
    const id = `${options.id}${index}`;
    parts.push(
      `<defs>${linear(id, [
        [0, mix(color, palette.glow, 0.14 * (1 - near))],
        [0.35, color],
        [1, mix(color, palette.haze, 0.55 * (1 - near) + 0.05)],
      ])}</defs><path d="${last.path}" fill="url(#${id})"/>`,
    );
  }
  return { svg: parts.join(''), lineAt: last.lineAt };
}

/** High peaks with a lit and a shaded flank, and snow where it is high enough. */
export function drawPeaks(stage: Stage, options: { count: number; snow: boolean }): string {
  const { palette, width, horizon, random, sun } = stage;
  const parts: string[] = [];
  const rock = mix(palette.far, palette.shadow, 0.35);
  for (let index = 0; index < options.count; index += 1) {
    const x = ((index + random.between(0.2, 0.8)) / options.count) * width;
    const tall = horizon * random.between(0.42, 0.72) * (index % 2 ? 0.75 : 1);
    const half = tall * random.between(0.75, 1.05);
    const base = horizon + 60;
    const top = base - tall;
    const jag = (from: number, to: number, steps: number, drop: number) =>
      Array.from({ length: steps }, (_, step) => {
        const t = (step + 1) / steps;
        return `${number(from + (to - from) * t + random.between(-1, 1) * half * 0.035)},${number(top + drop * t + random.between(-1, 1) * tall * 0.025 * (1 - t))}`;
      });
    const left = jag(x, x - half, 16, tall);
    const right = jag(x, x + half, 16, tall);
    const spine = jag(x, x + half * random.between(-0.25, 0.25), 10, tall);
    const lightFromLeft = sun.x < x;
    const bright = mix(mix(rock, palette.glow, 0.38), palette.haze, 0.2);
    const dull = mix(rock, palette.haze, 0.22);
    const peak = `${number(x)},${number(top)}`;
    const leftFace = `M${peak} L${left.join(' L')} L${[...spine].reverse().join(' L')} Z`;
    const rightFace = `M${peak} L${right.join(' L')} L${[...spine].reverse().join(' L')} Z`;
    parts.push(`<path d="${leftFace}" fill="${lightFromLeft ? bright : dull}"/>`);
    parts.push(`<path d="${rightFace}" fill="${lightFromLeft ? dull : bright}"/>`);
    for (let facet = 0; facet < 26; facet += 1) {
      const down = random.between(0.12, 0.9);
      const fx = x + random.between(-1, 1) * half * down * 0.82;
      const fy = top + tall * down;
      const onLight = fx < x === lightFromLeft;
      const tone = random.chance(0.5)
        ? mix(onLight ? bright : dull, palette.shadow, 0.3)
        : mix(onLight ? bright : dull, palette.keyLight, 0.26);
      const run = tall * random.between(0.06, 0.16);
      const slant = (fx < x ? -1 : 1) * run * random.between(0.3, 0.8);
      parts.push(
        `<path d="M${number(fx)},${number(fy - run * 0.6)} L${number(fx + slant)},${number(fy + run)} L${number(fx + slant * 0.2 - 8)},${number(fy + run * 0.8)} Z" fill="${tone}" opacity=".55"/>`,
      );
    }
    if (options.snow) {
      const cap = (side: string[], tone: string) => {
        const edge = side.slice(0, 8);
        const back = spine.slice(0, 5).reverse();
        const [fromX = 0, fromY = 0] = (edge.at(-1) ?? '').split(',').map(Number);
        const [toX = 0, toY = 0] = (back[0] ?? '').split(',').map(Number);
        // Snow reaches further down in the gullies.
        const teeth = Array.from({ length: 9 }, (_, at) => {
          const t = (at + 1) / 10;
          const drop = (at % 2 ? 1 : -1) * tall * random.between(0.02, 0.09);
          return `${number(fromX + (toX - fromX) * t)},${number(fromY + (toY - fromY) * t + drop)}`;
        });
        return `<path d="M${peak} L${edge.join(' L')} L${teeth.join(' L')} L${back.join(' L')} Z" fill="${tone}" opacity=".92"/>`;
      };
      const white = mix('#ffffff', palette.glow, 0.22);
      const blue = mix('#b9cbe2', palette.sky[1], 0.35);
      parts.push(cap(left, lightFromLeft ? white : blue), cap(right, lightFromLeft ? blue : white));
    }
  }
  return parts.join('');
}

/** A conifer with drooping tiers. */
export function conifer(x: number, foot: number, tall: number, color: string, lit: string): string {
  const tiers = 7;
  const shape: string[] = [`M${number(x)},${number(foot - tall)}`];
  const sideOf = (side: number) =>
    Array.from({ length: tiers }, (_, tier) => {
      const t = (tier + 1) / tiers;
      const reach = tall * 0.2 * t * side;
      const y = foot - tall * (1 - t * 0.93);
      return [`${number(x + reach)},${number(y + tall * 0.03)}`, `${number(x + reach * 0.55)},${number(y)}`];
    });
  const right = sideOf(1).flat();
  const left = sideOf(-1).flat().reverse();
  shape.push(`L${right.join(' L')} L${left.join(' L')} Z`);
  const path = shape.join(' ');
  return `<rect x="${number(x - tall * 0.015)}" y="${number(foot - tall * 0.09)}" width="${number(tall * 0.03)}" height="${number(tall * 0.1)}" fill="${color}"/><path d="${path}" fill="${color}"/><path d="${path}" fill="${lit}" opacity=".28" transform="translate(${number(x * 0.45)} ${number(foot * 0.02)}) scale(.55 .98)"/>`;
}

/** A broad-leaved tree: a trunk and a cloud of leaves with light on one side. */
export function leafyTree(stage: Stage, x: number, foot: number, tall: number, leaf: string): string {
  const { random, palette, sun } = stage;
  const trunk = mix('#3a2a20', palette.shadow, 0.4);
  const towards = sun.x > x ? 1 : -1;
  const puffs: string[] = [];
  for (let index = 0; index < 46; index += 1) {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.sqrt(random.next()) * tall * 0.34;
    const dx = Math.cos(angle) * reach;
    const dy = Math.sin(angle) * reach * 0.8;
    const lit = (dx * towards - dy) / (tall * 0.5);
    const color = mix(
      mix(leaf, palette.shadow, 0.45),
      mix(leaf, palette.keyLight, 0.5),
      Math.min(Math.max(lit + 0.4, 0), 1),
    );
    puffs.push(
      `<circle cx="${number(x + dx)}" cy="${number(foot - tall * 0.66 + dy)}" r="${number(tall * random.between(0.05, 0.11))}" fill="${color}"/>`,
    );
  }
  const bole = tall * 0.035;
  return `<path d="M${number(x - bole * 1.6)},${number(foot)} Q${number(x - bole * 0.6)},${number(foot - tall * 0.3)} ${number(x - bole)},${number(foot - tall * 0.6)} L${number(x + bole)},${number(foot - tall * 0.6)} Q${number(x + bole * 0.6)},${number(foot - tall * 0.3)} ${number(x + bole * 1.6)},${number(foot)} Z" fill="${trunk}"/>${puffs.join('')}`;
}

/** Open water from the horizon down, with the sun's road on it. */
export function drawWater(stage: Stage, bottom: number): string {
  const { width, horizon, palette, random, sun } = stage;
  const depth = bottom - horizon;
  const far = mix(mix(palette.sky[3], palette.sky[2], 0.5), palette.near, 0.2);
  const parts = [
    `<defs>${linear('water', [
      [0, far],
      [0.3, mix(mix(far, palette.sky[1], 0.5), palette.near, 0.3)],
      [1, mix(mix(palette.near, palette.sky[1], 0.45), palette.shadow, 0.15)],
    ])}</defs><rect y="${number(horizon)}" width="${width}" height="${number(depth + 2)}" fill="url(#water)"/>`,
  ];
  for (let index = 0; index < 240; index += 1) {
    const t = random.next() ** 1.5;
    const y = horizon + 3 + t * depth;
    const near = 0.2 + t;
    const inRoad = random.chance(0.5);
    const spread = 30 + t * 190;
    const x = inRoad ? sun.x + (random.next() + random.next() - 1) * spread : random.between(0, width);
    const length = near * random.between(18, inRoad ? 70 : 120);
    const color = inRoad
      ? palette.sun
      : random.pick([palette.sky[2], palette.shadow, palette.sky[3], palette.far]);
    const opacity = inRoad ? random.between(0.4, 0.85) : random.between(0.12, 0.34);
    parts.push(
      `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(length)}" ry="${number(0.9 + near * 3.4)}" fill="${color}" opacity="${opacity.toFixed(2)}"/>`,
    );
  }
  return parts.join('');
}
