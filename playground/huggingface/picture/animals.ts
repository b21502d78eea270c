/** Animals that a prompt may name, drawn from the side as a few plain shapes: the brush strokes do the rest. */
import { mix } from './color.ts';
import { number, type Stage } from './sky.ts';

export type Animal =
  | 'fox'
  | 'wolf'
  | 'dog'
  | 'cat'
  | 'horse'
  | 'deer'
  | 'bear'
  | 'lion'
  | 'tiger'
  | 'rabbit'
  | 'cow'
  | 'sheep'
  | 'bird';

export interface AnimalChoice {
  animal: Animal;
  /** What the prompt calls its colour, if anything. */
  coat: string | undefined;
  count: number;
}

interface Build {
  words: RegExp;
  coat: string;
  belly: string;
  /** Length of the legs, rise of the neck, length of the snout, in heights of the body. */
  legs: number;
  neck: number;
  snout: number;
  ears: 'pointed' | 'round' | 'long';
  tail: 'bushy' | 'thin' | 'short' | 'flowing';
  size: number;
}

const builds: Record<Exclude<Animal, 'bird'>, Build> = {
  fox: build(/\b(fox|foxes)\b/, '#c8622b', '#f6ead9', [0.8, 0.45, 0.5], 'pointed', 'bushy', 0.8),
  wolf: build(
    /\b(wolf|wolves|husky|huskies)\b/,
    '#7d8288',
    '#d9dadb',
    [1, 0.5, 0.5],
    'pointed',
    'bushy',
    0.95,
  ),
  dog: build(
    /\b(dogs?|pupp(?:y|ies)|hounds?|corgis?|retrievers?|poodles?)\b/,
    '#a8743f',
    '#e9d9bd',
    [0.85, 0.5, 0.4],
    'round',
    'thin',
    0.8,
  ),
  cat: build(/\b(cats?|kittens?|kitty)\b/, '#6d6660', '#d8d2c8', [0.7, 0.45, 0.12], 'pointed', 'thin', 0.62),
  horse: build(
    /\b(horses?|pon(?:y|ies)|stallions?|mares?|unicorns?)\b/,
    '#6b3f26',
    '#7d4e31',
    [1.5, 1.15, 0.6],
    'pointed',
    'flowing',
    0.92,
  ),
  deer: build(
    /\b(deer|stags?|elk|moose|reindeer)\b/,
    '#94643c',
    '#dcc7a6',
    [1.4, 1, 0.4],
    'pointed',
    'short',
    0.88,
  ),
  bear: build(/\b(bears?|pandas?|grizzly)\b/, '#4a3426', '#6a4c38', [0.6, 0.15, 0.35], 'round', 'short', 1.2),
  lion: build(/\b(lions?|lioness(?:es)?)\b/, '#c99a52', '#ead2a3', [0.8, 0.45, 0.25], 'round', 'thin', 1.1),
  tiger: build(
    /\b(tigers?|leopards?|panthers?|cheetahs?|jaguars?|lynx)\b/,
    '#d07f31',
    '#f2e6d2',
    [0.8, 0.4, 0.22],
    'round',
    'thin',
    1.1,
  ),
  rabbit: build(
    /\b(rabbits?|bunn(?:y|ies)|hares?)\b/,
    '#9a8672',
    '#efe6da',
    [0.4, 0.4, 0.12],
    'long',
    'short',
    0.5,
  ),
  cow: build(
    /\b(cows?|bulls?|cattle|bison|buffalos?)\b/,
    '#7a5138',
    '#efe7db',
    [0.8, 0.3, 0.45],
    'round',
    'thin',
    1.2,
  ),
  sheep: build(/\b(sheep|lambs?|goats?)\b/, '#e6dfd1', '#efe9dd', [0.55, 0.3, 0.3], 'round', 'short', 0.8),
};
const birdWords =
  /\b(birds?|owls?|eagles?|hawks?|falcons?|ravens?|crows?|parrots?|robins?|ducks?|swans?|penguins?|chickens?|roosters?)\b/;

/** Every word that names an animal which can be drawn. */
export const animalWords: readonly RegExp[] = [...Object.values(builds).map(({ words }) => words), birdWords];

const coats: [RegExp, string][] = [
  [/\bblack\b/, '#26242a'],
  [/\bwhite|snowy|polar|arctic\b/, '#eef0f2'],
  [/\b(grey|gray|silver)\b/, '#8b9098'],
  [/\b(red|ginger|orange)\b/, '#c65a26'],
  [/\b(brown|chestnut)\b/, '#6e4527'],
  [/\b(golden|gold|yellow)\b/, '#d3a24c'],
  [/\bblue\b/, '#3f6fb0'],
  [/\bgreen\b/, '#4c8a4a'],
  [/\b(pink)\b/, '#e09ab0'],
  [/\b(purple|violet)\b/, '#7a4fa0'],
];
export const coatWords: readonly RegExp[] = coats.map(([words]) => words);

const numbers: [RegExp, number][] = [
  [/\b(two|2|pair|couple)\b/, 2],
  [/\b(three|3|several|some|pack|herd|flock)\b/, 3],
];

/** The animals that a prompt names, in its order, each with the colour and the number just before it. */
export function chooseAnimals(prompt: string): AnimalChoice[] {
  const text = prompt.toLowerCase();
  const named = [...Object.entries(builds), ['bird', { words: birdWords }] as const]
    .map(([animal, { words }]) => ({ animal: animal as Animal, at: text.search(words) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return named.slice(0, 3).map(({ animal, at }) => {
    const before =
      text
        .slice(0, at)
        .split(/[,.;]|\b(?:and|with|beside|next to|on|in)\b/)
        .at(-1) ?? '';
    return {
      animal,
      coat: coats.find(([words]) => words.test(before))?.[1],
      count: numbers.find(([words]) => words.test(before))?.[1] ?? 1,
    };
  });
}

/** Draws them on the ground in front, clear of a person. */
export function drawAnimals(
  stage: Stage,
  choices: readonly AnimalChoice[],
  figureX: number | undefined,
): string {
  const all = choices.flatMap(choice => Array.from({ length: choice.count }, () => choice)).slice(0, 5);
  const { width, height, random } = stage;
  const free: [number, number] =
    figureX === undefined ? [0.1, 0.9] : figureX > width / 2 ? [0.04, 0.42] : [0.58, 0.96];
  const unit = Math.min(width, height) * (figureX === undefined ? 0.17 : 0.1) * (all.length > 2 ? 0.72 : 1);
  return all
    .map((choice, index) => {
      const share = (index + 1) / (all.length + 1);
      const x = width * (free[0] + (free[1] - free[0]) * share);
      const foot = height * (0.84 + (index % 2) * 0.03);
      const facing = random.chance(0.5) ? 1 : -1;
      return choice.animal === 'bird'
        ? bird(stage, choice.coat, x, foot, unit * 0.9, facing)
        : quadruped(stage, builds[choice.animal], choice, x, foot, unit, facing);
    })
    .join('');
}

function build(
  words: RegExp,
  coat: string,
  belly: string,
  [legs, neck, snout]: [number, number, number],
  ears: Build['ears'],
  tail: Build['tail'],
  size: number,
): Build {
  return { words, coat, belly, legs, neck, snout, ears, tail, size };
}

interface Coat {
  base: string;
  lit: string;
  dim: string;
  belly: string;
  dark: string;
}

function coatOf({ palette }: Stage, coat: string, belly: string): Coat {
  const shade = palette.dark ? 0.26 : 0.06;
  return {
    base: mix(coat, palette.shadow, shade),
    lit: mix(coat, palette.keyLight, 0.34),
    dim: mix(coat, palette.shadow, 0.42 + shade),
    belly: mix(belly, palette.shadow, shade),
    dark: mix('#1d1716', palette.shadow, 0.3),
  };
}

/** In local units the body is one high and its middle is at 0,0; the animal looks to the right. */
function quadruped(
  stage: Stage,
  { legs, neck, snout, ears, tail, size, ...own }: Build,
  choice: AnimalChoice,
  x: number,
  foot: number,
  unit: number,
  facing: number,
): string {
  const coat = coatOf(stage, choice.coat ?? own.coat, own.belly);
  const scale = unit * size;
  const headX = 1.22 + neck * 0.18;
  const headY = -0.42 - neck;
  const legFoot = 0.4 + legs;
  const leg = (at: number, color: string) =>
    `<path d="M${at - 0.16},0.1 L${at - 0.07},${legFoot} L${at + 0.09},${legFoot} L${at + 0.18},0.1 Z" fill="${color}"/><ellipse cx="${at + 0.05}" cy="${legFoot}" rx=".13" ry=".06" fill="${coat.dark}"/>`;
  const parts = [
    `<ellipse cx="0" cy="${legFoot + 0.04}" rx="1.5" ry=".14" fill="${stage.palette.shadow}" opacity=".42"/>`,
    tailOf(tail, coat),
    leg(-0.5, coat.dim),
    leg(0.42, coat.dim),
    `<path d="M-1.12,-.1 C-1.1,-.62 -.5,-.58 0,-.5 C.5,-.56 1,-.6 1.06,-.12 C1.1,.42 .6,.5 0,.44 C-.6,.56 -1.14,.42 -1.12,-.1 Z" fill="${coat.base}"/>`,
    `<path d="M-.9,.22 C-.4,.36 .4,.36 .92,.2 C.7,.52 -.6,.56 -.9,.22 Z" fill="${coat.belly}"/>`,
    leg(-0.92, coat.base),
    leg(0.82, coat.base),
    `<path d="M-.98,-.3 C-.5,-.56 .4,-.5 .92,-.4" stroke="${coat.lit}" stroke-width=".12" fill="none" stroke-linecap="round"/>`,
    choice.animal === 'tiger' ? stripes(coat) : '',
    choice.animal === 'cow' ? patches(coat) : '',
    `<path d="M.55,-.34 L${headX - 0.28},${headY - 0.02} L${headX + 0.16},${headY + 0.3} L1.06,.16 Z" fill="${coat.base}"/>`,
    choice.animal === 'lion'
      ? `<circle cx="${headX - 0.06}" cy="${headY + 0.06}" r=".66" fill="${mix(coat.dim, '#6b3d14', 0.4)}"/>`
      : '',
    choice.animal === 'horse' ? mane(coat, headX, headY) : '',
    earsOf(ears, coat, headX, headY),
    `<ellipse cx="${headX}" cy="${headY}" rx=".4" ry=".36" fill="${coat.base}"/>`,
    `<path d="M${headX + 0.1},${headY - 0.16} L${headX + 0.36 + snout},${headY + 0.1} L${headX + 0.34 + snout},${headY + 0.26} L${headX + 0.02},${headY + 0.32} Z" fill="${coat.base}"/>`,
    `<path d="M${headX + 0.06},${headY + 0.32} L${headX + 0.34 + snout},${headY + 0.27} L${headX + 0.3},${headY + 0.12} Z" fill="${coat.belly}"/>`,
    `<circle cx="${headX + 0.36 + snout}" cy="${headY + 0.16}" r=".085" fill="${coat.dark}"/>`,
    `<circle cx="${headX + 0.16}" cy="${headY - 0.06}" r=".065" fill="${coat.dark}"/>`,
    choice.animal === 'deer' ? antlers(stage, headX, headY) : '',
  ];
  const middle = foot - legFoot * scale;
  return `<g transform="translate(${number(x)} ${number(middle)}) scale(${number(scale * facing)} ${number(scale)})">${parts.join('')}</g>`;
}

function tailOf(tail: Build['tail'], coat: Coat): string {
  switch (tail) {
    case 'bushy':
      return `<path d="M-1,-.2 C-1.5,-.5 -2.2,-.5 -2.5,.12 C-2.2,.44 -1.5,.36 -1,.1 Z" fill="${coat.base}"/><path d="M-2.16,-.2 C-2.4,-.16 -2.52,0 -2.5,.12 C-2.36,.28 -2.2,.3 -2.02,.28 Z" fill="${coat.belly}"/>`;
    case 'thin':
      return `<path d="M-1,-.2 C-1.7,-.2 -1.6,-1 -2,-1.06" stroke="${coat.base}" stroke-width=".17" fill="none" stroke-linecap="round"/>`;
    case 'short':
      return `<ellipse cx="-1.16" cy="-.2" rx=".2" ry=".16" fill="${coat.belly}"/>`;
    case 'flowing':
      return `<path d="M-1.02,-.34 C-1.7,-.3 -1.7,.6 -1.56,1.2 C-1.3,.7 -1.26,.2 -.98,-.04 Z" fill="${coat.dim}"/>`;
  }
}

function earsOf(ears: Build['ears'], coat: Coat, x: number, y: number): string {
  if (ears === 'round') {
    return `<circle cx="${x - 0.26}" cy="${y - 0.28}" r=".17" fill="${coat.dim}"/><circle cx="${x + 0.08}" cy="${y - 0.33}" r=".16" fill="${coat.dim}"/>`;
  }
  const height = ears === 'long' ? 0.95 : 0.42;
  const ear = (at: number, color: string) =>
    `<path d="M${at - 0.15},${y - 0.18} L${at - 0.04},${y - 0.26 - height} L${at + 0.15},${y - 0.22} Z" fill="${color}"/>`;
  return `${ear(x - 0.22, coat.dim)}${ear(x + 0.08, coat.base)}`;
}

function mane(coat: Coat, x: number, y: number): string {
  return `<path d="M${x - 0.1},${y - 0.4} C${x - 0.7},${y + 0.1} .3,-.7 .42,-.42 L${x - 0.05},${y + 0.1} Z" fill="${coat.dark}"/>`;
}

function stripes({ dark }: Coat): string {
  return [-0.8, -0.5, -0.2, 0.1, 0.4, 0.7]
    .map(
      x =>
        `<path d="M${x},-.5 Q${x + 0.08},-.1 ${x - 0.04},.2" stroke="${dark}" stroke-width=".08" fill="none"/>`,
    )
    .join('');
}

function patches({ belly }: Coat): string {
  return `<ellipse cx="-.4" cy="-.1" rx=".34" ry=".26" fill="${belly}"/><ellipse cx=".4" cy="-.22" rx=".26" ry=".2" fill="${belly}"/>`;
}

function antlers({ palette }: Stage, x: number, y: number): string {
  const horn = mix('#cbb694', palette.shadow, 0.25);
  return `<path d="M${x - 0.1},${y - 0.3} C${x - 0.3},${y - 0.8} ${x - 0.2},${y - 1.1} ${x + 0.1},${y - 1.35} M${x - 0.22},${y - 0.75} L${x + 0.1},${y - 0.95} M${x + 0.05},${y - 0.32} C${x + 0.3},${y - 0.7} ${x + 0.5},${y - 0.9} ${x + 0.7},${y - 1.2} M${x + 0.3},${y - 0.72} L${x + 0.6},${y - 0.74}" stroke="${horn}" stroke-width=".1" fill="none" stroke-linecap="round"/>`;
}

/** A bird that sits on a stone. */
function bird(
  stage: Stage,
  coat: string | undefined,
  x: number,
  foot: number,
  unit: number,
  facing: number,
): string {
  const { base, lit, dim, belly, dark } = coatOf(stage, coat ?? '#6f5a46', '#e5d5b8');
  const stone = mix(stage.palette.near, stage.palette.shadow, 0.3);
  const beak = mix('#e0a23a', stage.palette.shadow, 0.15);
  return `<g transform="translate(${number(x)} ${number(foot)}) scale(${number(unit * facing)} ${number(unit)})">
<path d="M-1,.2 Q-.9,-.3 -.2,-.34 Q.7,-.36 1,.2 Z" fill="${stone}"/>
<path d="M-.5,-.5 L-1.15,-.1 L-.4,-.3 Z" fill="${dim}"/>
<path d="M-.55,-.55 C-.6,-1.3 0,-1.6 .34,-1.3 C.66,-.9 .5,-.4 0,-.32 C-.3,-.3 -.5,-.4 -.55,-.55 Z" fill="${base}"/>
<path d="M.5,-1 C.6,-.7 .4,-.4 .06,-.34 C.06,-.8 .2,-1 .5,-1 Z" fill="${belly}"/>
<path d="M-.5,-.6 C-.4,-1.2 0,-1.3 .2,-1.1 C.1,-.7 -.2,-.5 -.5,-.6 Z" fill="${dim}"/>
<circle cx=".3" cy="-1.5" r=".36" fill="${base}"/><path d="M.02,-1.66 Q.2,-1.86 .46,-1.8" stroke="${lit}" stroke-width=".09" fill="none" stroke-linecap="round"/>
<path d="M.62,-1.6 L.92,-1.46 L.6,-1.36 Z" fill="${beak}"/><circle cx=".44" cy="-1.54" r=".075" fill="${dark}"/>
<path d="M.02,-.34 V-.2 M.2,-.36 V-.22" stroke="${beak}" stroke-width=".07"/></g>`;
}
