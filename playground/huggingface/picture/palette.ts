/** The colours of a scene, by its light and place, and how a style grades the finished picture. */
import { mix, parseHex, type Rgb } from './color.ts';
import type { Random } from './random.ts';
import type { Light, Place, SceneChoice, Style } from './scene-choice.ts';

export interface Palette {
  /** From the top of the sky to the horizon. */
  sky: readonly [string, string, string, string];
  sun: string;
  glow: string;
  /** What distance dissolves into. */
  haze: string;
  far: string;
  near: string;
  ground: string;
  accent: string;
  cloud: string;
  cloudShade: string;
  /** The light that falls on a person. */
  keyLight: string;
  shadow: string;
  dark: boolean;
}

const skies: Record<Light, readonly Omit<Palette, 'far' | 'near' | 'ground' | 'accent'>[]> = {
  day: [
    light(
      ['#2f6db5', '#5c9bd4', '#a4cde6', '#e8efe2'],
      '#fff6d8',
      '#ffeab0',
      '#cfe0e6',
      '#ffffff',
      '#a9bfd2',
      '#fff3dc',
      '#2a4a6b',
    ),
    light(
      ['#3a7f9e', '#6fb1be', '#b7d9d0', '#f5ecd2'],
      '#fff8e0',
      '#ffe7a8',
      '#d8e3d8',
      '#fffaf0',
      '#9db9bd',
      '#fff0d0',
      '#24495a',
    ),
  ],
  sunset: [
    light(
      ['#2c2a5e', '#7b3f78', '#e0715d', '#ffc56e'],
      '#fff0c0',
      '#ffb04a',
      '#e8a07a',
      '#ffb694',
      '#8a4a72',
      '#ffc98a',
      '#2c2148',
    ),
    light(
      ['#1f3b63', '#5d5f8f', '#d98a74', '#ffd79a'],
      '#fff4d2',
      '#ffbe62',
      '#d9a890',
      '#ffc9a8',
      '#6d5a80',
      '#ffd29a',
      '#22304f',
    ),
    light(
      ['#4a1f4f', '#a03a5e', '#f0684b', '#ffd06a'],
      '#fff2b8',
      '#ff9d3c',
      '#e58e6a',
      '#ff9f7c',
      '#7a2f58',
      '#ffbd7a',
      '#301a3a',
    ),
  ],
  night: [
    light(
      ['#070b1f', '#101b3d', '#1f3564', '#42618c'],
      '#eef3ff',
      '#9cb8ea',
      '#2c4468',
      '#3d5078',
      '#151f3c',
      '#b9cdf5',
      '#060a18',
      true,
    ),
    light(
      ['#0a0820', '#1d1440', '#3b2566', '#6a4387'],
      '#f4ecff',
      '#b39ae8',
      '#3d2f63',
      '#4b3a78',
      '#160f34',
      '#cbbcf5',
      '#080618',
      true,
    ),
  ],
  dawn: [
    light(
      ['#7f9cc4', '#b9bcd8', '#efcfcb', '#fdeacb'],
      '#fffaf0',
      '#ffe3b8',
      '#e6d8d6',
      '#fff1ec',
      '#b9b4cb',
      '#ffe9cf',
      '#51597d',
    ),
    light(
      ['#6c8fa8', '#a7bcc2', '#e3d3c0', '#fae6c4'],
      '#fff9e6',
      '#fddfa6',
      '#dcd6cc',
      '#fff4e6',
      '#a3aeb5',
      '#ffe8c2',
      '#44566a',
    ),
  ],
  storm: [
    light(
      ['#27333f', '#435361', '#6f818b', '#b4bdb8'],
      '#e9eeea',
      '#cdd6d0',
      '#93a1a6',
      '#8d9aa2',
      '#303c47',
      '#dbe4e4',
      '#1b242d',
    ),
  ],
};

const grounds: Record<Place, readonly [far: string, near: string, ground: string, accent: string][]> = {
  sea: [['#5f8ea6', '#1d4d63', '#d9c39a', '#f4efe0']],
  mountain: [['#8fa3b8', '#2f4a4a', '#38512f', '#e9b44c']],
  city: [['#66728c', '#1c2233', '#232836', '#ffd27a']],
  forest: [['#8fae9a', '#1d3b2c', '#2c4526', '#ffe9a0']],
  space: [['#6d4fa0', '#120c26', '#1d1a3a', '#ffb86b']],
  desert: [['#d9a679', '#a85f3a', '#d98f52', '#ffe2b0']],
  snow: [['#a9bdd2', '#5f7c96', '#e9f0f6', '#ffd9a0']],
  studio: [
    ['#7b6a5d', '#2e2724', '#3b302b', '#e2b07a'],
    ['#5d7480', '#1f2b33', '#2a3841', '#e0c08a'],
    ['#80616c', '#2f2029', '#3a2831', '#eab39a'],
  ],
  field: [['#9db97f', '#4d7038', '#6f9140', '#f2c14e']],
  abstract: [
    ['#d98c6a', '#3a4a6b', '#27304a', '#ffd27a'],
    ['#7fa9a3', '#2c5a5e', '#1d3a42', '#f3b562'],
    ['#c98ba0', '#583c6b', '#2e2547', '#ffdf9e'],
  ],
};

function light(
  sky: Palette['sky'],
  sun: string,
  glow: string,
  haze: string,
  cloud: string,
  cloudShade: string,
  keyLight: string,
  shadow: string,
  dark = false,
) {
  return { sky, sun, glow, haze, cloud, cloudShade, keyLight, shadow, dark };
}

/** The palette of a scene; night and dusk darken the ground as well. */
export function choosePalette(scene: SceneChoice, random: Random): Palette {
  const sky = random.pick(skies[scene.light]);
  const [far, near, ground, accent] = random.pick(grounds[scene.place]);
  const dim =
    scene.light === 'night' ? 0.62 : scene.light === 'sunset' ? 0.34 : scene.light === 'storm' ? 0.3 : 0;
  const tint = scene.light === 'dawn' ? 0.2 : 0.1;
  const settle = (color: string) => mix(mix(color, sky.shadow, dim), sky.haze, tint);
  const base = { ...sky, far: settle(far), near: settle(near), ground: settle(ground), accent };
  if (scene.style !== 'cyberpunk') return base;
  return {
    ...base,
    sky: ['#0a0722', '#2a0f55', '#7a1f8a', '#ff4fa0'],
    sun: '#ffd0f0',
    glow: '#ff3fa4',
    haze: '#5a2a8a',
    cloud: '#a03aa8',
    cloudShade: '#1c0f45',
    keyLight: '#7df0ff',
    shadow: '#0b0624',
    accent: '#35e8ff',
    dark: true,
  };
}

/** How the finished picture is graded. Amounts are shares of the full effect. */
export interface Grade {
  saturation: number;
  contrast: number;
  lift: number;
  shadowTint: Rgb;
  highlightTint: Rgb;
  tint: number;
  vignette: number;
  grain: number;
  /** How far the paint stands off the canvas. */
  relief: number;
  /** Brush size, relative to the usual. */
  brush: number;
  paper: number;
}

const plain: Grade = {
  saturation: 1.08,
  contrast: 1.06,
  lift: 0,
  shadowTint: parseHex('#1a2540'),
  highlightTint: parseHex('#fff1d6'),
  tint: 0.08,
  vignette: 0.3,
  grain: 4,
  relief: 1,
  brush: 1,
  paper: 0.2,
};

const grades: Record<Style, Partial<Grade>> = {
  natural: {},
  noir: { saturation: 0, contrast: 1.3, vignette: 0.55, grain: 13, tint: 0.03, relief: 0.7, brush: 0.85 },
  watercolor: {
    saturation: 0.95,
    contrast: 0.92,
    lift: 26,
    vignette: 0,
    relief: 0.15,
    brush: 1.35,
    grain: 3,
    paper: 1,
  },
  oil: { saturation: 1.18, contrast: 1.1, relief: 1.9, brush: 1.3, grain: 3 },
  cyberpunk: {
    saturation: 1.25,
    contrast: 1.15,
    shadowTint: parseHex('#12063a'),
    highlightTint: parseHex('#ffd6f4'),
    tint: 0.2,
    relief: 0.6,
    brush: 0.8,
  },
  vintage: {
    saturation: 0.62,
    contrast: 0.95,
    lift: 14,
    shadowTint: parseHex('#3a2418'),
    highlightTint: parseHex('#f6e2b8'),
    tint: 0.34,
    grain: 11,
    vignette: 0.45,
    relief: 0.5,
  },
  pastel: { saturation: 0.8, contrast: 0.86, lift: 34, vignette: 0.05, relief: 0.6, grain: 4 },
  vivid: { saturation: 1.38, contrast: 1.12, relief: 1.2 },
};

export function gradeOf(style: Style): Grade {
  return { ...plain, ...grades[style] };
}
