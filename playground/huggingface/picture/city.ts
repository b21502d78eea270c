/** The places that people made or only travel to: a city street, a studio, and space. */
import { mix } from './color.ts';
import type { SceneChoice } from './scene-choice.ts';
import { blur, drawSky, drawStars, lampGlow, linear, number, radial, type Stage } from './sky.ts';

export function drawCity(stage: Stage, scene: SceneChoice): string {
  const { palette, width, height, random } = stage;
  const street = height * 0.76;
  const lights =
    scene.style === 'cyberpunk'
      ? ['#35e8ff', '#ff3fa4', '#ffe14d', '#8a5cff']
      : [palette.accent, '#ffc27a', '#ffe6b8'];
  const parts: string[] = [];
  for (let row = 0; row < 4; row += 1) {
    const near = row / 3;
    const tone = mix(mix(palette.haze, palette.far, 0.3), palette.near, 0.12 + near * 0.85);
    let x = random.between(-60, 0);
    while (x < width) {
      const wide = random.between(52, 110) * (0.7 + near * 0.9);
      const middle = Math.abs((x + wide / 2) / width - 0.5) * 2;
      // The street opens in the middle, and the walls of it rise towards the sides.
      const tall = street * (0.24 + 0.3 * near * middle + random.between(0, 0.28) * (0.4 + middle * 0.8));
      if (row < 3 || middle > 0.52)
        parts.push(building(stage, x, street + 8, wide, tall, tone, near, lights));
      x += wide + random.between(0, 16);
    }
    parts.push(
      `<rect y="${number(street - 240)}" width="${width}" height="300" fill="url(#band)" opacity="${(0.6 * (1 - near)).toFixed(2)}"/>`,
    );
  }
  return `${drawSky(stage, { clouds: 5, stars: palette.dark ? 60 : 0, disc: scene.light !== 'day' })}${parts.join('')}${drawStreet(stage, street, lights)}`;
}

function building(
  { palette, random, sun }: Stage,
  x: number,
  foot: number,
  wide: number,
  tall: number,
  tone: string,
  near: number,
  lights: readonly string[],
): string {
  const top = foot - tall;
  const side = sun.x > x + wide / 2 ? x + wide * 0.72 : x;
  const parts = [
    `<rect x="${number(x)}" y="${number(top)}" width="${number(wide)}" height="${number(tall)}" fill="${tone}"/>`,
    `<rect x="${number(side)}" y="${number(top)}" width="${number(wide * 0.28)}" height="${number(tall)}" fill="${palette.keyLight}" opacity="${palette.dark ? 0.1 : 0.22}"/>`,
  ];
  if (random.chance(0.35)) {
    parts.push(
      `<rect x="${number(x + wide * 0.45)}" y="${number(top - 40)}" width="4" height="44" fill="${tone}"/>`,
      `<rect x="${number(x + wide * 0.2)}" y="${number(top - 14)}" width="${number(wide * 0.4)}" height="16" fill="${tone}"/>`,
    );
  }
  const cell = 12 + near * 13;
  const share = palette.dark ? 0.5 : 0.28;
  for (let wy = top + cell; wy < foot - cell; wy += cell * 1.5) {
    for (let wx = x + cell * 0.5; wx < x + wide - cell * 0.7; wx += cell) {
      const lit = random.chance(share);
      if (!lit && !random.chance(0.5)) continue;
      const color = lit ? random.pick(lights) : mix(tone, palette.sky[2], 0.4);
      parts.push(
        `<rect x="${number(wx)}" y="${number(wy)}" width="${number(cell * 0.5)}" height="${number(cell * 0.78)}" fill="${color}" opacity="${lit ? (palette.dark ? 0.92 : 0.7) : 0.5}"/>`,
      );
    }
  }
  if (palette.dark && near > 0.5 && random.chance(0.6)) {
    const color = random.pick(lights);
    const sx = x + random.between(0.1, 0.7) * wide;
    const sy = foot - tall * random.between(0.3, 0.7);
    parts.push(
      `<rect x="${number(sx - 16)}" y="${number(sy - 16)}" width="54" height="142" fill="${color}" opacity=".3" filter="url(#cloudy)"/><rect x="${number(sx)}" y="${number(sy)}" width="22" height="110" rx="6" fill="${mix(color, '#ffffff', 0.35)}"/>`,
    );
  }
  return parts.join('');
}

/** A wet street: a converging road with the lights standing in it as streaks. */
function drawStreet(
  { palette, width, height, random, sun }: Stage,
  street: number,
  lights: readonly string[],
): string {
  const asphalt = mix(palette.ground, palette.shadow, 0.4);
  const streaks: string[] = [];
  for (let index = 0; index < 90; index += 1) {
    const x = random.between(0, width);
    const y = street + random.between(0, 1) ** 1.4 * (height - street) * 0.8;
    const tall = random.between(30, 130);
    const color = random.chance(0.25) ? palette.sky[3] : random.pick(lights);
    streaks.push(
      `<ellipse cx="${number(x)}" cy="${number(y + tall / 2)}" rx="${number(random.between(4, 15))}" ry="${number(tall / 2)}" fill="${color}" opacity="${random.between(0.14, 0.5).toFixed(2)}"/>`,
    );
  }
  const lamps = [0.08, 0.22, 0.34, 0.66, 0.78, 0.92].map(at => {
    const far = Math.abs(at - 0.5) * 2;
    const x = at * width;
    const tall = 90 + far * 190;
    const color = random.pick(lights);
    return `<rect x="${number(x - 2 - far * 2)}" y="${number(street + far * 40 - tall)}" width="${number(4 + far * 4)}" height="${number(tall)}" fill="${palette.shadow}"/><circle cx="${number(x)}" cy="${number(street + far * 40 - tall)}" r="${number(60 + far * 70)}" fill="url(#lamp${lights.indexOf(color)})"/><circle cx="${number(x)}" cy="${number(street + far * 40 - tall)}" r="${number(7 + far * 6)}" fill="#fff6e0"/>`;
  });
  return `<defs>${lights.map((color, index) => lampGlow(`lamp${index}`, color)).join('')}${linear('road', [
    [0, mix(asphalt, palette.sky[3], 0.5)],
    [0.3, mix(asphalt, palette.sky[2], 0.2)],
    [1, asphalt],
  ])}</defs>
<rect y="${number(street)}" width="${width}" height="${number(height - street)}" fill="url(#road)"/>
<ellipse cx="${number(sun.x)}" cy="${number(street + 60)}" rx="330" ry="190" fill="url(#glow)" opacity=".5"/>${streaks.join('')}
<path d="M${number(width * 0.5 - 6)},${number(street)} L${number(width * 0.5 - 30)},${height} l60,0 L${number(width * 0.5 + 6)},${number(street)} Z" fill="${palette.sky[3]}" opacity=".16"/>${lamps.join('')}`;
}

export function drawStudio(stage: Stage): string {
  const { palette, width, height, random } = stage;
  const wall = mix(palette.far, palette.shadow, 0.25);
  const spots = Array.from({ length: 16 }, () => {
    const size = random.between(26, 96);
    return `<circle cx="${number(random.between(0, width))}" cy="${number(random.between(0, height * 0.7))}" r="${number(size)}" fill="${random.pick([palette.accent, palette.keyLight, palette.glow])}" opacity="${random.between(0.08, 0.26).toFixed(2)}"/>`;
  });
  const sweeps = Array.from({ length: 18 }, () => {
    const y = random.between(-0.1, 1) * height;
    const bend = random.between(-260, 260);
    const color = mix(
      wall,
      random.pick([palette.accent, palette.shadow, palette.keyLight]),
      random.between(0.15, 0.4),
    );
    return `<path d="M-40,${number(y)} Q${number(width * 0.5)},${number(y + bend)} ${width + 40},${number(y - bend * 0.4)}" fill="none" stroke="${color}" stroke-width="${number(random.between(50, 150))}" opacity=".34"/>`;
  });
  return `<defs>${linear('wall', [
    [0, mix(wall, palette.keyLight, 0.16)],
    [0.6, wall],
    [1, mix(wall, palette.shadow, 0.7)],
  ])}${radial('lamp', [
    [0, mix(wall, palette.keyLight, 0.85), 0.9],
    [0.5, mix(wall, palette.accent, 0.4), 0.4],
    [1, wall, 0],
  ])}${blur('soft', 22)}${blur('cloudy', 9)}</defs>
<rect width="${width}" height="${height}" fill="url(#wall)"/><g filter="url(#soft)">${sweeps.join('')}</g>
<ellipse cx="${number(stage.sun.x)}" cy="${number(height * 0.38)}" rx="${number(width * 0.55)}" ry="${number(height * 0.5)}" fill="url(#lamp)"/><g filter="url(#cloudy)">${spots.join('')}</g>`;
}

export function drawSpace(stage: Stage): string {
  const { palette, width, height, random } = stage;
  const clouds: string[] = [];
  const hues = ['#7a3fd0', '#d0457a', '#2f7fd0', '#f08a4b', '#28b8a8'];
  const band = random.between(-0.6, 0.6);
  for (let index = 0; index < 90; index += 1) {
    const t = random.between(-0.1, 1.1);
    const x = t * width;
    const y = height * 0.42 + (t - 0.5) * band * height + (random.next() + random.next() - 1) * height * 0.3;
    clouds.push(
      `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(random.between(40, 170))}" ry="${number(random.between(20, 80))}" fill="${random.pick(hues)}" opacity="${random.between(0.06, 0.24).toFixed(2)}"/>`,
    );
  }
  const planet = {
    x: width * random.pick([0.2, 0.8]),
    y: height * random.between(0.2, 0.34),
    r: random.between(90, 150),
  };
  const hue = mix(random.pick(hues), '#e8c9a0', 0.45);
  const bands = Array.from({ length: 7 }, (_, at) => {
    const y = planet.y - planet.r + ((at + 0.5) / 7) * planet.r * 2;
    return `<ellipse cx="${number(planet.x)}" cy="${number(y)}" rx="${number(planet.r * 1.1)}" ry="${number(random.between(5, 14))}" fill="${mix(hue, random.pick(hues), 0.4)}" opacity=".55"/>`;
  });
  const world = width * 0.9;
  const wide = { ...stage, horizon: height };
  return `<defs>${linear('deep', [
    [0, '#05060f'],
    [0.55, '#0f1230'],
    [1, '#1c1440'],
  ])}${blur('soft', 22)}${blur('cloudy', 9)}
${radial('lit', [
  [0, '#ffffff', 0],
  [0.7, '#000010', 0.1],
  [1, '#000010', 0.85],
])}<clipPath id="ball"><circle cx="${number(planet.x)}" cy="${number(planet.y)}" r="${number(planet.r)}"/></clipPath>
${radial('air', [
  [0, '#1a3a6a', 1],
  [0.955, '#2f6cb0', 1],
  [0.972, '#a8e0ff', 0.95],
  [1, '#6fb8ff', 0],
])}</defs>
<rect width="${width}" height="${height}" fill="url(#deep)"/><g filter="url(#soft)">${clouds.join('')}</g>${drawStars(wide, 420)}
<g clip-path="url(#ball)"><circle cx="${number(planet.x)}" cy="${number(planet.y)}" r="${number(planet.r)}" fill="${hue}"/><g transform="rotate(-14 ${number(planet.x)} ${number(planet.y)})">${bands.join('')}</g></g>
<circle cx="${number(planet.x - planet.r * 0.3)}" cy="${number(planet.y - planet.r * 0.3)}" r="${number(planet.r * 1.5)}" fill="url(#lit)" clip-path="url(#ball)"/>
<ellipse cx="${number(planet.x)}" cy="${number(planet.y)}" rx="${number(planet.r * 1.8)}" ry="${number(planet.r * 0.32)}" fill="none" stroke="${mix(hue, '#ffffff', 0.4)}" stroke-width="9" opacity=".7" transform="rotate(-14 ${number(planet.x)} ${number(planet.y)})"/>
<circle cx="${number(width * 0.5)}" cy="${number(height * 0.84 + world)}" r="${number(world * 1.03)}" fill="url(#air)"/><ellipse cx="${number(width * 0.5)}" cy="${number(height * 0.99)}" rx="${number(width * 0.5)}" ry="60" fill="${palette.sun}" opacity=".12" filter="url(#soft)"/>`;
}
