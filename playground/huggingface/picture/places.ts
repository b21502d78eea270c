/** The landscapes, each composed of sky, land and water. */
import { mix } from './color.ts';
import { conifer, drawPeaks, drawRidges, drawWater, leafyTree, ridge } from './land.ts';
import { drawBirds, drawProps } from './props.ts';
import type { SceneChoice } from './scene-choice.ts';
import { drawSky, linear, number, type Stage } from './sky.ts';

export function drawSea(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, height, horizon, random } = stage;
  const shore = height * 0.84;
  const beach = ridge(stage, shore + 30, 60, 1.1, 3);
  const sand = mix('#dfc498', palette.shadow, palette.dark ? 0.6 : 0.2);
  const headland = ridge(stage, horizon + 4, 110, 1.4);
  const fade = `<defs>${linear(
    'headland',
    [
      [0, '#fff', 1],
      [0.5, '#fff', 0.6],
      [0.62, '#fff', 0],
      [1, '#fff', 0],
    ],
    '0 0 1 0',
  )}<mask id="left"><rect width="${width}" height="${height}" fill="url(#headland)"/></mask></defs>`;
  const flip = random.chance(0.5) ? `transform="translate(${width} 0) scale(-1 1)"` : '';
  const cape = mix(palette.far, palette.haze, 0.45);
  const foam = [0, 1, 2].map(at => {
    const wave = ridge(stage, shore - at * at * 26 - 4, 46, 1.3, 3);
    const d = wave.path.split(' L').slice(1, -1).join(' L');
    return `<path d="M${d}" fill="none" stroke="#fff" stroke-width="${11 - at * 3.4}" opacity="${0.75 - at * 0.2}" stroke-linejoin="round"/>`;
  });
  return `${drawSky(stage, { clouds: 8, stars: palette.dark ? 160 : 0, disc: true })}${fade}
<g ${flip}><path d="${headland.path}" fill="${cape}" mask="url(#left)"/></g>
${drawWater(stage, height)}${drawBirds(stage)}
<defs>${linear('sand', [
    [0, mix(sand, palette.shadow, 0.25)],
    [0.25, sand],
    [1, mix(sand, palette.shadow, 0.35)],
  ])}</defs>
<path d="${beach.path}" fill="url(#sand)"/>${foam.join('')}${drawProps(stage, scene.props, x => beach.lineAt(x), figureX)}`;
}

export function drawMountains(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, height, horizon, random } = stage;
  const snowy = scene.place === 'snow';
  const hills = drawRidges(stage, { count: 4, rise: 150, roughness: 2.2, id: 'hill' });
  const ground = snowy ? mix('#eef4fa', palette.sky[1], palette.dark ? 0.55 : 0.2) : palette.ground;
  const front = ridge(stage, height * 0.88, 70, 1.3, 3);
  const trees: string[] = [];
  const dark = mix(mix('#1e3a30', palette.near, 0.4), palette.shadow, 0.4);
  for (let row = 0; row < 3; row += 1) {
    for (let index = 0; index < 26; index += 1) {
      const x = random.between(-20, width + 20);
      const clear = figureX === undefined ? 1 : Math.min(Math.abs(x - figureX) / 240, 1);
      const foot = height * (0.76 + row * 0.055) + random.between(-14, 14);
      const tall = (60 + row * 46) * random.between(0.7, 1.35) * (0.4 + 0.6 * clear);
      trees.push(
        conifer(
          x,
          foot,
          tall,
          mix(palette.haze, dark, 0.5 + row * 0.25),
          snowy ? '#f3f8ff' : palette.keyLight,
        ),
      );
    }
  }
  return `${drawSky(stage, { clouds: 6, stars: palette.dark ? 220 : 0, disc: true })}
${drawPeaks(stage, { count: random.whole(3, 4), snow: true })}
<rect y="${number(horizon - 150)}" width="${width}" height="300" fill="url(#band)" opacity=".7"/>
${snowy ? '' : hills.svg}${snowy ? drawSnowFields(stage, ground) : ''}${trees.join('')}${drawBirds(stage)}
<defs>${linear('front', [
    [0, mix(ground, palette.keyLight, 0.22)],
    [1, mix(ground, palette.shadow, 0.45)],
  ])}</defs>
<path d="${front.path}" fill="url(#front)"/>${snowy ? '' : grass(stage, front.lineAt)}${drawProps(stage, scene.props, x => front.lineAt(x), figureX)}`;
}

function drawSnowFields(stage: Stage, ground: string): string {
  const { palette, height } = stage;
  return [0.66, 0.75]
    .map((at, index) => {
      const line = ridge(stage, height * at, 70, 1.5, 3);
      return `<defs>${linear(`snow${index}`, [
        [0, mix(ground, palette.glow, 0.3)],
        [1, mix(ground, palette.sky[0], 0.35)],
      ])}</defs><path d="${line.path}" fill="url(#snow${index})"/>`;
    })
    .join('');
}

export function drawForest(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, height, random, sun } = stage;
  const mist = mix(mix(palette.sky[3], palette.glow, 0.4), '#c9d7a0', 0.35);
  const dark = mix(mix('#16291d', palette.near, 0.4), palette.shadow, 0.3);
  const green = mix(mix('#5f8a38', palette.near, 0.2), palette.shadow, palette.dark ? 0.45 : 0.05);
  const leaves = (count: number, near: number) =>
    Array.from({ length: count }, () => {
      const x = random.between(-40, width + 40);
      const edge = Math.abs(x / width - 0.5) * 2;
      const y = random.next() ** 1.4 * height * (0.2 + 0.34 * edge * edge) * (0.7 + near * 0.5) - 20;
      const size = random.between(9, 30) * (0.7 + near * 0.6);
      const towards = Math.max(0, 1 - Math.hypot(x - sun.x, y - sun.y) / 520);
      const tone = mix(mix(mist, green, 0.4 + near * 0.5), dark, near * random.between(0.1, 0.75));
      return `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(size * 1.4)}" ry="${number(size * 0.8)}" transform="rotate(${number(random.between(-50, 50))} ${number(x)} ${number(y)})" fill="${mix(tone, palette.keyLight, towards * 0.6 * random.next())}" opacity=".85"/>`;
    }).join('');
  const bushes = (foot: number, near: number, count: number) =>
    Array.from({ length: count }, () => {
      const x = random.between(-30, width + 30);
      const size = random.between(16, 48) * (0.5 + near);
      const tone = mix(mix(mist, green, 0.4 + near * 0.5), dark, near * random.between(0.2, 0.7));
      return `<ellipse cx="${number(x)}" cy="${number(foot + random.between(-6, 26))}" rx="${number(size)}" ry="${number(size * 0.6)}" fill="${tone}"/>`;
    }).join('');
  const layers: string[] = [];
  for (let row = 0; row < 5; row += 1) {
    const near = row / 4;
    const foot = height * (0.6 + near * 0.24);
    const count = Math.round((width / 1000) * (19 - row * 3));
    layers.push(leaves(60 - row * 6, near));
    for (let index = 0; index < count; index += 1) {
      const x = ((index + random.between(0.02, 0.98)) / count) * width;
      // The near trunks frame the picture rather than stand in the middle of it.
      if (row >= 3 && x > width * 0.17 && x < width * 0.83) continue;
      if (row === 2 && Math.abs(x - (figureX ?? width / 2)) < 190) continue;
      const tone = mix(mix(mist, dark, 0.22 + near * 0.72), palette.keyLight, random.between(0, 0.16));
      const thick = (5 + near * near * 50) * random.between(0.6, 1.4);
      const lean = random.between(-30, 30) * near;
      const side = sun.x > x ? 1 : -1;
      const bow = random.between(-16, 16);
      const trunk = (reach: number, shift: number) =>
        `M${number(x - thick * reach + shift)},${number(foot + 30)} Q${number(x - thick * 0.6 * reach + bow + shift)},${number(foot * 0.5)} ${number(x - thick * 0.45 * reach + lean + shift)},-20 L${number(x + thick * 0.4 * reach + lean + shift)},-20 Q${number(x + thick * 0.6 * reach + bow + shift)},${number(foot * 0.5)} ${number(x + thick * reach + shift)},${number(foot + 30)} Z`;
      layers.push(
        `<path d="${trunk(1, 0)}" fill="${tone}"/><path d="${trunk(0.24, side * thick * 0.42)}" fill="${palette.keyLight}" opacity="${(0.14 + 0.2 * near).toFixed(2)}"/>`,
      );
    }
    layers.push(bushes(foot, near, 26));
    layers.push(
      `<rect y="${number(foot - 190)}" width="${width}" height="300" fill="url(#band)" opacity="${(0.5 * (1 - near)).toFixed(2)}"/>`,
    );
  }
  const shafts = Array.from({ length: 7 }, () => {
    const reach = random.between(-420, 420);
    const wide = random.between(26, 80);
    return `<path d="M${number(sun.x)},${number(sun.y - 260)} L${number(sun.x + reach - wide)},${number(height * 0.9)} l${number(wide * 2)},0 Z" fill="url(#shaft)" opacity="${random.between(0.12, 0.34).toFixed(2)}"/>`;
  });
  const floor = ridge(stage, height * 0.82, 40, 1.6, 4);
  const path = mix(mix('#c9ac7a', palette.glow, 0.3), palette.shadow, palette.dark ? 0.6 : 0.15);
  const way = `M${number(width * 0.5 - 12)},${number(floor.lineAt(width / 2) + 4)} Q${number(width * 0.42)},${number(height * 0.9)} ${number(width * 0.3)},${height} L${number(width * 0.66)},${height} Q${number(width * 0.56)},${number(height * 0.9)} ${number(width * 0.5 + 16)},${number(floor.lineAt(width / 2) + 4)} Z`;
  return `${drawSky(stage, { clouds: 0, stars: palette.dark ? 40 : 0, disc: false })}
<defs>${linear('shaft', [
    [0, palette.sun, 0.9],
    [1, palette.glow, 0],
  ])}${linear('deepwood', [
    [0, mix(mist, green, 0.55), 0.85],
    [0.6, mist, 0.75],
    [1, green, 0.8],
  ])}</defs>
<rect width="${width}" height="${height}" fill="url(#deepwood)"/><circle cx="${number(sun.x)}" cy="${number(sun.y)}" r="420" fill="url(#glow)" opacity=".8"/>${layers.join('')}
<defs>${linear('floor', [
    [0, mix(green, palette.keyLight, 0.3)],
    [0.4, mix(green, dark, 0.2)],
    [1, mix(green, palette.shadow, 0.7)],
  ])}</defs>
<path d="${floor.path}" fill="url(#floor)"/><path d="${way}" fill="${path}" opacity=".85"/>${grass(stage, floor.lineAt)}${shafts.join('')}${drawProps(stage, scene.props, x => floor.lineAt(x), figureX)}`;
}

export function drawField(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, height, random } = stage;
  const hills = drawRidges(stage, { count: 4, rise: 80, roughness: 1.1, id: 'field' });
  const meadow = ridge(stage, height * 0.74, 50, 0.9, 3);
  const green = mix(mix('#7f9d45', palette.ground, 0.5), palette.shadow, palette.dark ? 0.4 : 0);
  const flowers: string[] = [];
  const colors = [palette.accent, '#e8574f', '#f6e7f0', '#c78bd6', '#f7b733'].map(color =>
    mix(color, palette.shadow, palette.dark ? 0.4 : 0.05),
  );
  for (let index = 0; index < 420; index += 1) {
    const t = random.next() ** 0.7;
    const x = random.between(0, width);
    const y = meadow.lineAt(x) + 12 + t * (height - height * 0.72);
    flowers.push(
      `<circle cx="${number(x)}" cy="${number(y)}" r="${number((2 + t * 9) * random.between(0.6, 1.2))}" fill="${random.pick(colors)}" opacity=".9"/>`,
    );
  }
  const treeX = figureX !== undefined && figureX < width / 2 ? width * 0.8 : width * 0.2;
  return `${drawSky(stage, { clouds: 9, stars: palette.dark ? 160 : 0, disc: true })}${hills.svg}${drawBirds(stage)}
<defs>${linear('meadow', [
    [0, mix(green, palette.keyLight, 0.4)],
    [0.4, green],
    [1, mix(green, palette.shadow, 0.5)],
  ])}</defs>
<path d="${meadow.path}" fill="url(#meadow)"/>${leafyTree(stage, treeX, meadow.lineAt(treeX) + 22, 330, mix('#5f7f38', palette.near, 0.3))}
${grass(stage, meadow.lineAt)}${flowers.join('')}${drawProps(stage, scene.props, x => meadow.lineAt(x), figureX)}`;
}

export function drawDesert(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, height, horizon, random, sun } = stage;
  const parts: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const near = index / 4;
    const base = horizon + 20 + near * near * (height - horizon) * 0.62;
    const crest = random.between(0.15, 0.85) * width;
    const rise = 70 + near * 120;
    const wide = width * random.between(0.5, 0.8);
    const lit = mix(mix(palette.haze, palette.ground, 0.45 + near * 0.55), palette.glow, 0.25 * (1 - near));
    const shade = mix(lit, mix(palette.near, palette.shadow, 0.45), 0.62);
    const line = ridge(stage, base, rise * 0.5, 0.7, 3);
    const top = line.lineAt(crest) - rise * 0.7;
    const towards = sun.x < crest ? 1 : -1;
    parts.push(
      `<defs>${linear(`dune${index}`, [
        [0, mix(lit, palette.keyLight, 0.25)],
        [1, mix(lit, palette.near, 0.25)],
      ])}</defs><path d="${line.path}" fill="url(#dune${index})"/>`,
      `<path d="M${number(crest - wide)},${number(base + rise)} Q${number(crest - wide * 0.3)},${number(top + rise * 0.4)} ${number(crest)},${number(top)} Q${number(crest + wide * 0.3)},${number(top + rise * 0.4)} ${number(crest + wide)},${number(base + rise)} L${number(crest + wide)},${height} L${number(crest - wide)},${height} Z" fill="url(#dune${index})"/>`,
      `<path d="M${number(crest)},${number(top)} Q${number(crest + towards * wide * 0.3)},${number(top + rise * 0.4)} ${number(crest + towards * wide)},${number(base + rise)} L${number(crest + towards * wide)},${height} L${number(crest + towards * wide * 0.3)},${height} Q${number(crest + towards * wide * 0.14)},${number(base)} ${number(crest + towards * wide * 0.04)},${number(top + rise * 0.75)} Q${number(crest - towards * 10)},${number(top + rise * 0.4)} ${number(crest)},${number(top)} Z" fill="${shade}"/>`,
    );
  }
  return `${drawSky(stage, { clouds: 3, stars: palette.dark ? 240 : 0, disc: true })}${parts.join('')}${drawProps(stage, scene.props, () => height * 0.72, figureX)}`;
}

/** Bold flat hills under a big sun: what a prompt without a place gets. */
export function drawAbstract(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  const { palette, width, random } = stage;
  const hills = drawRidges(stage, { count: 7, rise: 230, roughness: 0.9, id: 'fold', ribbon: true });
  const big = { ...stage, sun: { ...stage.sun, radius: stage.sun.radius * 2.1 } };
  const rings = [1.5, 2.1, 2.9].map(
    scale =>
      `<circle cx="${number(stage.sun.x)}" cy="${number(stage.sun.y)}" r="${number(big.sun.radius * scale)}" fill="none" stroke="${palette.sun}" stroke-width="${number(random.between(3, 12))}" opacity="${(0.5 / scale).toFixed(2)}"/>`,
  );
  const tree = scene.props.has('tree')
    ? leafyTree(stage, width * 0.22, stage.height * 0.84, 360, palette.accent)
    : '';
  return `${drawSky(big, { clouds: 7, stars: palette.dark ? 200 : 0, disc: true })}${rings.join('')}${hills.svg}${tree}${drawBirds(stage)}${drawProps(stage, scene.props, hills.lineAt, figureX)}`;
}

function grass(stage: Stage, lineAt: (x: number) => number): string {
  const { palette, width, height, random } = stage;
  const blades: string[] = [];
  const base = mix(mix('#6d8a3a', palette.ground, 0.5), palette.shadow, palette.dark ? 0.45 : 0.1);
  for (let index = 0; index < 420; index += 1) {
    const x = random.between(0, width);
    const t = random.next();
    const y = lineAt(x) + t * (height - lineAt(x));
    const tall = 12 + t * 46 * random.between(0.6, 1.2);
    const color = mix(base, random.chance(0.5) ? palette.keyLight : palette.shadow, random.between(0.1, 0.5));
    blades.push(
      `<path d="M${number(x)},${number(y)} q${number(random.between(-6, 6))},${number(-tall * 0.6)} ${number(random.between(-14, 14))},${number(-tall)}" stroke="${color}" stroke-width="${number(2 + t * 4)}" fill="none" opacity=".8"/>`,
    );
  }
  return blades.join('');
}
