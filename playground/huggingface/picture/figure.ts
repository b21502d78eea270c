/** The person in the picture: shoulders, neck and head, in the scene's light. The face is laid over later. */
import { clothColor, clothes } from './clothes.ts';
import { lightnessOf, mix } from './color.ts';
import { linear, number, radial, type Stage } from './sky.ts';

export interface FigurePlace {
  /** The middle of the face, and half its height, in the stage's units. */
  x: number;
  y: number;
  radius: number;
  /** Which way the light comes from: -1 left, 1 right. */
  lightSide: number;
}

/** How large a face is drawn, as half its height in parts of the shorter side, and how high in the picture. */
export const framings = { free: { radius: 0.158, level: 0.5 }, close: { radius: 0.205, level: 0.43 } };
/** Where the middle of a face is across the picture. */
export const spots = { lone: [0.5], loneOfWide: [0.36, 0.64], two: [0.26, 0.74] } as const;
/** How far from its spot a lone figure may stand, in parts of the width. */
export const sway = 0.035;
/** The second of two stands that much lower, in half heights of a face. */
export const secondLower = 0.2;
export const isWide = ({ width, height }: { width: number; height: number }) => width / height > 1.2;

/** Where the people stand: in the middle, or off to one side of a wide picture; beside each other when more. */
export function placeFigures(stage: Stage, count: number, close: boolean): FigurePlace[] {
  const { width, height, random, sun } = stage;
  const framing = framings[close ? 'close' : 'free'];
  const radius = (1000 * framing.radius) / (count > 2 ? 1.25 : count > 1 && close ? 1.1 : 1);
  const lone = isWide(stage) ? random.pick(spots.loneOfWide) : spots.lone[0] + random.between(-sway, sway);
  return Array.from({ length: count }, (_, index) => {
    // Two far enough apart that neither's hair reaches into the other's face.
    const at = count === 1 ? lone : (count === 2 && spots.two[index]) || (index + 1) / (count + 1);
    const x = at * width;
    const y = height * framing.level + (index % 2) * radius * secondLower;
    return { x, y, radius, lightSide: sun.x < x ? -1 : 1 };
  });
}

const garments: [RegExp, string][] = [
  [/\bastronaut|space ?suit|cosmonaut/, '#e4e7ea'],
  [/\bknight|armou?r|paladin/, '#8d97a3'],
  [/\b(king|queen|royal|prince|princess|emperor)/, '#8c1f35'],
  [/\b(wizard|witch|mage|sorcer)/, '#43307a'],
  [/\b(detective|noir|suit|tuxedo|agent|business)/, '#23262e'],
  [/\b(chef|doctor|nurse|scientist|lab)/, '#eef0ee'],
  [/\b(pirate|captain|sailor)/, '#27375a'],
  [/\b(cowboy|explorer|hiker|adventurer|archaeolog)/, '#8a6238'],
  [/\b(samurai|ninja|monk)/, '#702f2a'],
  [/\b(elf|ranger|forest|hunter)/, '#3c5a3a'],
  [/\b(superhero|hero)/, '#2b4fa8'],
];

export function garmentOf(prompt: string, stage: Stage): string {
  const text = prompt.toLowerCase();
  const named = clothColor(text) ?? garments.find(([words]) => words.test(text))?.[1];
  return named ?? stage.random.pick(['#2f3e58', '#6a3a3f', '#35504a', '#4d4257', '#8a5a3c', '#2c2f38']);
}

export type Headwear = 'helmet' | 'crown' | 'wizard' | 'fedora';

export function headwearOf(prompt: string): Headwear | undefined {
  const text = prompt.toLowerCase();
  if (/\bastronaut|space ?suit|cosmonaut/.test(text)) return 'helmet';
  if (/\b(king|queen|crown\w*|emperor|empress)\b/.test(text)) return 'crown';
  if (/\b(wizard|witch|sorcer\w*|mage)\b/.test(text)) return 'wizard';
  if (/\b(detective|gangster|film noir|fedora)\b/.test(text)) return 'fedora';
  return undefined;
}

/** Words that choose what a person wears. */
export const figureWords: readonly RegExp[] = [
  clothes,
  ...garments.map(([words]) => words),
  /\b(astronaut|space ?suit|cosmonaut|crown\w*|emperor|empress|wizard|witch|sorcer\w*|mage|fedora|gangster)\b/,
];

/** What is worn on the head. Under a face it must sit above the hairline, as the face is laid over it later. */
function drawHeadwear(stage: Stage, place: FigurePlace, headwear: Headwear, hasFace: boolean): string {
  const { palette } = stage;
  const { x, y, radius: r, lightSide } = place;
  const at = (dx: number, dy: number) => `${number(x + dx * r)},${number(y + dy * r)}`;
  const up = hasFace ? -0.94 : -0.62;
  if (headwear === 'helmet') {
    const shell = mix('#eef1f4', palette.shadow, palette.dark ? 0.16 : 0.06);
    const glass = mix(palette.shadow, palette.sky[1], 0.5);
    return `<circle cx="${number(x)}" cy="${number(y - r * 0.08)}" r="${number(r * 1.62)}" fill="${shell}"/><circle cx="${number(x - lightSide * r * 0.1)}" cy="${number(y - r * 0.08)}" r="${number(r * 1.42)}" fill="${mix(shell, palette.shadow, 0.45)}"/><circle cx="${number(x)}" cy="${number(y - r * 0.08)}" r="${number(r * 1.34)}" fill="${hasFace ? glass : shell}"/><path d="M${at(lightSide * 0.5, -1.2)} Q${at(lightSide * 1.25, -0.9)} ${at(lightSide * 1.14, 0.1)}" stroke="${palette.keyLight}" stroke-width="${number(r * 0.09)}" stroke-linecap="round" fill="none" opacity=".7"/>`;
  }
  if (headwear === 'crown') {
    const gold = mix('#e2b23c', palette.keyLight, 0.2);
    const dull = mix('#a06f1e', palette.shadow, 0.2);
    return `<path d="M${at(-0.6, up)} L${at(-0.72, up - 0.56)} L${at(-0.38, up - 0.26)} L${at(0, up - 0.72)} L${at(0.38, up - 0.26)} L${at(0.72, up - 0.56)} L${at(0.6, up)} Q${at(0, up + 0.16)} ${at(-0.6, up)} Z" fill="${gold}"/><path d="M${at(-0.6, up)} Q${at(0, up + 0.16)} ${at(0.6, up)} L${at(0.62, up - 0.13)} Q${at(0, up + 0.03)} ${at(-0.62, up - 0.13)} Z" fill="${dull}"/>${[-0.72, 0, 0.72].map(dx => `<circle cx="${number(x + dx * r)}" cy="${number(y + (up - (dx === 0 ? 0.76 : 0.6)) * r)}" r="${number(r * 0.075)}" fill="${mix('#d8375a', palette.keyLight, 0.15)}"/>`).join('')}`;
  }
  const felt = mix(headwear === 'wizard' ? '#43307a' : '#2a2a33', palette.shadow, 0.3);
  const lit = mix(felt, palette.keyLight, 0.45);
  const band = headwear === 'wizard' ? palette.accent : mix('#7a2f2f', palette.shadow, 0.2);
  const crown =
    headwear === 'wizard'
      ? `M${at(-0.72, up)} Q${at(-0.2, up - 1)} ${at(0.34, up - 1.72)} Q${at(0.36, up - 0.8)} ${at(0.72, up)} Z`
      : `M${at(-0.7, up)} Q${at(-0.74, up - 0.72)} ${at(-0.3, up - 0.74)} Q${at(0, up - 0.58)} ${at(0.3, up - 0.74)} Q${at(0.74, up - 0.72)} ${at(0.7, up)} Z`;
  const brim = `M${at(-1.22, up + 0.06)} Q${at(0, up - 0.26)} ${at(1.22, up + 0.06)} Q${at(0, up + 0.34)} ${at(-1.22, up + 0.06)} Z`;
  return `<path d="${crown}" fill="${felt}"/><path d="M${at(-0.71, up - 0.16)} Q${at(0, up)} ${at(0.71, up - 0.16)} L${at(0.72, up + 0.04)} Q${at(0, up + 0.2)} ${at(-0.72, up + 0.04)} Z" fill="${band}"/><path d="${brim}" fill="${felt}"/><path d="M${at(lightSide * 1.2, up + 0.04)} Q${at(lightSide * 0.5, up - 0.18)} ${at(0, up - 0.12)}" stroke="${lit}" stroke-width="${number(r * 0.06)}" fill="none" stroke-linecap="round"/>`;
}

/** Draws one figure; without a face it is seen from behind, as a silhouette against the light. */
export function drawFigure(
  stage: Stage,
  place: FigurePlace,
  options: {
    garment: string;
    headwear: Headwear | undefined;
    face: { skin: string; hair: string } | undefined;
    id: string;
  },
): string {
  const { palette, height, width } = stage;
  const { x, y, radius: r, lightSide } = place;
  const { face, id } = options;
  const cloth = mix(options.garment, palette.shadow, palette.dark ? 0.34 : 0.14);
  const lit = mix(cloth, palette.keyLight, 0.42);
  const dim = mix(cloth, palette.shadow, 0.62);
  const skin = mix(face?.skin ?? '#b98d74', palette.shadow, palette.dark ? 0.3 : 0.14);
  const hair = face ? mix(face.hair, palette.shadow, 0.25) : mix('#2a2022', palette.shadow, 0.4);
  const left = lightSide < 0;
  const px = (dx: number) => number(x + dx * r);
  // Below the mouth everything sits closer to the chin than the plain proportions would put it.
  const py = (dy: number) => number(y + (dy > 0.5 ? dy - 0.2 : dy) * r);
  const foot = height + 30;
  const body = `M${px(-0.42)},${py(1.12)} C${px(-0.7)},${py(1.38)} ${px(-1.6)},${py(1.4)} ${px(-1.92)},${py(1.9)} C${px(-2.16)},${py(2.3)} ${px(-2.26)},${py(3)} ${px(-2.3)},${foot} L${px(2.3)},${foot} C${px(2.26)},${py(3)} ${px(2.16)},${py(2.3)} ${px(1.92)},${py(1.9)} C${px(1.6)},${py(1.4)} ${px(0.7)},${py(1.38)} ${px(0.42)},${py(1.12)} Z`;
  const edge = left
    ? `M${px(-0.46)},${py(1.16)} C${px(-0.7)},${py(1.38)} ${px(-1.6)},${py(1.4)} ${px(-1.92)},${py(1.9)} C${px(-2.16)},${py(2.3)} ${px(-2.26)},${py(3)} ${px(-2.3)},${foot}`
    : `M${px(0.46)},${py(1.16)} C${px(0.7)},${py(1.38)} ${px(1.6)},${py(1.4)} ${px(1.92)},${py(1.9)} C${px(2.16)},${py(2.3)} ${px(2.26)},${py(3)} ${px(2.3)},${foot}`;
  const collar =
    lightnessOf(cloth) > 0.6 ? mix(cloth, palette.shadow, 0.35) : mix('#efe7da', palette.keyLight, 0.3);
  const neck = `M${px(-0.37)},${py(0.55)} C${px(-0.34)},${py(0.95)} ${px(-0.4)},${py(1.1)} ${px(-0.62)},${py(1.27)} L${px(0)},${py(1.85)} L${px(0.62)},${py(1.27)} C${px(0.4)},${py(1.1)} ${px(0.34)},${py(0.95)} ${px(0.37)},${py(0.55)} Z`;
  const halo = `<defs>${radial(`${id}halo`, [
    [0, palette.keyLight, 0.6],
    [0.55, palette.glow, 0.25],
    [1, palette.glow, 0],
  ])}${linear(
    `${id}cloth`,
    left
      ? [
          [0, lit],
          [0.45, cloth],
          [1, dim],
        ]
      : [
          [0, dim],
          [0.55, cloth],
          [1, lit],
        ],
    '0 0 1 0',
  )}${linear(`${id}neck`, [
    [0, mix(mix(skin, '#2a1210', 0.5), palette.shadow, 0.16)],
    [0.55, mix(mix(skin, '#2a1210', 0.26), palette.shadow, 0.08)],
    [1, skin],
  ])}${linear(`${id}foot`, [
    [0, palette.shadow, 0],
    [1, palette.shadow, 0.7],
  ])}</defs><circle cx="${px(0)}" cy="${py(0.2)}" r="${number(r * 2.9)}" fill="url(#${id}halo)" opacity="${palette.dark ? 0.42 : 0.55}"/>`;
  const [headX, headY] = face ? [0.66, 0.92] : [0.72, 0.98];
  const head = `<ellipse cx="${px(0)}" cy="${py(-0.1)}" rx="${number(r * headX)}" ry="${number(r * headY)}" fill="${hair}"/>`;
  const rimWidth = number(r * 0.075);
  const sweep = left ? 0 : 1;
  const headRim = `<path d="M${px(0)},${py(-0.1 - headY)} A${number(r * headX)},${number(r * headY)} 0 0 ${sweep} ${px(lightSide * headX * 0.86)},${py(0.4)}" fill="none" stroke="${palette.keyLight}" stroke-width="${rimWidth}" stroke-linecap="round" opacity="${face ? 0.32 : 0.85}"/>`;
  const front = face
    ? `<path d="M${px(-0.62)},${py(1.22)} L${px(0)},${py(2.5)} L${px(0.62)},${py(1.22)} L${px(0.3)},${py(1.62)} L${px(0)},${py(1.85)} L${px(-0.3)},${py(1.62)} Z" fill="${collar}"/><path d="${neck}" fill="url(#${id}neck)"/>
<path d="M${px(-0.66)},${py(1.18)} L${px(-0.98)},${py(1.62)} L${px(-0.6)},${py(1.84)} L${px(0)},${py(3)} L${px(-0.22)},${py(2.2)} Z" fill="${left ? lit : dim}"/><path d="M${px(0.66)},${py(1.18)} L${px(0.98)},${py(1.62)} L${px(0.6)},${py(1.84)} L${px(0)},${py(3)} L${px(0.22)},${py(2.2)} Z" fill="${left ? dim : lit}"/>`
    : `<path d="M${px(-0.36)},${py(0.6)} L${px(-0.44)},${py(1.3)} L${px(0.44)},${py(1.3)} L${px(0.36)},${py(0.6)} Z" fill="${mix(skin, palette.shadow, 0.45)}"/><path d="M${px(-0.56)},${py(1.14)} Q${px(0)},${py(1.42)} ${px(0.56)},${py(1.14)} L${px(0.66)},${py(1.4)} Q${px(0)},${py(1.64)} ${px(-0.66)},${py(1.4)} Z" fill="${dim}"/>`;
  const worn = options.headwear ? drawHeadwear(stage, place, options.headwear, face !== undefined) : '';
  return `${halo}${options.headwear === 'helmet' && face ? worn : ''}${face ? head : ''}<path d="${body}" fill="url(#${id}cloth)"/>${front}${face || options.headwear === 'helmet' ? '' : head}
<path d="${edge}" fill="none" stroke="${palette.keyLight}" stroke-width="${rimWidth}" stroke-linecap="round" opacity=".7"/>${options.headwear === 'helmet' ? '' : headRim}${options.headwear === 'helmet' && face ? '' : worn}
<rect x="0" y="${number(height * 0.8)}" width="${width}" height="${number(height * 0.2)}" fill="url(#${id}foot)" opacity=".6"/>`;
}
