/** Small landmarks that a prompt may name, and birds for scale. */
import { mix } from './color.ts';
import type { SceneChoice } from './scene-choice.ts';
import { lampGlow, number, type Stage } from './sky.ts';

/** Draws what the prompt named: on the water for a boat, on the ground for the rest. */
export function drawProps(
  stage: Stage,
  props: SceneChoice['props'],
  ground: (x: number) => number,
  figureX: number | undefined,
): string {
  const { width, random } = stage;
  // Landmarks keep clear of the person.
  const side = figureX === undefined ? random.pick([0.27, 0.73]) : figureX > width / 2 ? 0.2 : 0.8;
  const x = width * (side + random.between(-0.04, 0.04));
  const parts: string[] = [];
  if (props.has('boat')) parts.push(boat(stage, x, stage.horizon + (stage.height - stage.horizon) * 0.2));
  if (props.has('lighthouse')) parts.push(lighthouse(stage, x, ground(x)));
  if (props.has('castle')) parts.push(castle(stage, x, ground(x)));
  if (props.has('house')) parts.push(house(stage, x, ground(x)));
  return parts.join('');
}

export function drawBirds({ width, horizon, palette, random }: Stage): string {
  const x = width * random.between(0.15, 0.8);
  const y = horizon * random.between(0.25, 0.5);
  return Array.from({ length: random.whole(3, 7) }, () => {
    const bx = x + random.between(-120, 120);
    const by = y + random.between(-50, 50);
    const s = random.between(7, 15);
    return `<path d="M${number(bx - s)},${number(by - s * 0.4)} Q${number(bx - s * 0.4)},${number(by - s * 0.6)} ${number(bx)},${number(by)} Q${number(bx + s * 0.4)},${number(by - s * 0.6)} ${number(bx + s)},${number(by - s * 0.4)}" fill="none" stroke="${palette.shadow}" stroke-width="3.2" stroke-linecap="round" opacity=".75"/>`;
  }).join('');
}

function boat({ palette }: Stage, x: number, y: number): string {
  const sail = mix('#fff7ea', palette.glow, 0.25);
  const shade = mix(sail, palette.shadow, 0.35);
  const hull = mix('#7a3b2a', palette.shadow, 0.35);
  return `<g transform="translate(${number(x)} ${number(y)})">
<path d="M-66,0 Q0,34 70,0 L54,26 Q0,40 -50,26 Z" fill="${hull}"/><path d="M-66,0 L70,0 L68,5 Q0,20 -63,6 Z" fill="${palette.accent}"/>
<rect x="-3" y="-170" width="6" height="172" fill="${palette.shadow}"/>
<path d="M6,-168 Q88,-80 64,-12 L6,-12 Z" fill="${sail}"/><path d="M-6,-150 Q-64,-70 -48,-12 L-6,-12 Z" fill="${shade}"/>
<ellipse cx="0" cy="44" rx="80" ry="7" fill="${palette.shadow}" opacity=".45"/><path d="M8,50 Q60,70 40,110 L-8,110 Q-20,70 -6,50 Z" fill="${sail}" opacity=".28"/></g>`;
}

function lighthouse({ palette }: Stage, x: number, foot: number): string {
  const white = mix('#fdf6ea', palette.shadow, palette.dark ? 0.4 : 0.06);
  const shade = mix(white, palette.shadow, 0.35);
  const red = mix('#c8453b', palette.shadow, 0.25);
  const bands = [0, 1, 2].map(
    at =>
      `<path d="M${-35 + at * 3.4},${-60 - at * 84} h${70 - at * 6.8} l-2,-40 h${-66 + at * 6.8} Z" fill="${red}"/>`,
  );
  return `<g transform="translate(${number(x)} ${number(foot + 24)})"><path d="M-120,16 Q-70,-26 0,-22 Q80,-26 130,16 Z" fill="${mix(palette.near, palette.shadow, 0.4)}"/>
<path d="M-40,0 L-24,-300 L24,-300 L40,0 Z" fill="${white}"/>${bands.join('')}<path d="M8,0 L8,-300 L24,-300 L40,0 Z" fill="${shade}" opacity=".55"/>
<rect x="-33" y="-312" width="66" height="13" fill="${palette.shadow}"/><rect x="-19" y="-350" width="38" height="38" fill="${palette.sun}"/>
<path d="M-28,-350 Q0,-396 28,-350 Z" fill="${red}"/>
<defs>${lampGlow('beacon', palette.sun)}</defs><path d="M0,-332 L-900,-420 L-900,-250 Z" fill="${palette.sun}" opacity="${palette.dark ? 0.26 : 0.1}"/><circle cx="0" cy="-332" r="130" fill="url(#beacon)"/></g>`;
}

function house({ palette }: Stage, x: number, foot: number): string {
  const wall = mix('#e6d5b8', palette.shadow, palette.dark ? 0.55 : 0.2);
  const roof = mix('#8f3f34', palette.shadow, 0.4);
  return `<g transform="translate(${number(x)} ${number(foot + 12)})"><ellipse cx="0" cy="4" rx="120" ry="10" fill="${palette.shadow}" opacity=".4"/>
<rect x="-80" y="-84" width="160" height="86" fill="${wall}"/><rect x="10" y="-84" width="70" height="86" fill="${mix(wall, palette.shadow, 0.3)}"/>
<path d="M-98,-80 L-44,-146 L62,-146 L98,-80 Z" fill="${roof}"/><rect x="34" y="-172" width="22" height="44" fill="${mix(roof, palette.shadow, 0.4)}"/>
<path d="M45,-176 q-26,-30 2,-58 q26,-26 -4,-60" stroke="${palette.cloud}" stroke-width="15" fill="none" opacity=".5"/>
<rect x="-58" y="-58" width="30" height="30" fill="${palette.accent}"/><rect x="-12" y="-52" width="30" height="54" fill="${mix(roof, palette.shadow, 0.5)}"/><rect x="38" y="-58" width="26" height="28" fill="${palette.accent}"/></g>`;
}

function castle({ palette }: Stage, x: number, foot: number): string {
  const stone = mix(mix('#9a93a0', palette.far, 0.4), palette.shadow, 0.25);
  const lit = mix(stone, palette.keyLight, 0.35);
  const tower = (dx: number, wide: number, tall: number) =>
    `<rect x="${dx}" y="${-tall}" width="${wide}" height="${tall}" fill="${stone}"/><rect x="${dx}" y="${-tall}" width="${wide * 0.4}" height="${tall}" fill="${lit}"/><path d="M${dx - 8},${-tall} L${dx + wide / 2},${-tall - wide * 1.7} L${dx + wide + 8},${-tall} Z" fill="${mix(palette.shadow, '#7a4060', 0.35)}"/><rect x="${dx + wide * 0.38}" y="${-tall + 26}" width="${wide * 0.24}" height="22" fill="${palette.accent}"/>`;
  return `<g transform="translate(${number(x)} ${number(foot + 20)})"><path d="M-210,40 Q-140,-40 0,-40 Q140,-40 220,40 Z" fill="${mix(palette.near, palette.shadow, 0.3)}"/>
<g transform="translate(0 -24)"><rect x="-110" y="-96" width="220" height="100" fill="${stone}"/>${tower(-140, 54, 170)}${tower(-46, 46, 232)}${tower(14, 62, 290)}${tower(96, 44, 150)}</g></g>`;
}
