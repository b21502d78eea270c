import sharp, { type Sharp } from 'sharp';
import { cropSize } from './face-crop.ts';

export interface SampleRequest {
  /** RGB, `cropSize` squared. */
  face: Buffer;
  prompt: string;
  seed: number;
  /** Which of the styles; any whole number. */
  style: number;
}

/** Side of a sample in pixels. */
export const sampleSize = 640;
/** Hues that flatter a face; green is left out. */
const hues = [12, 28, 196, 214, 250, 268, 330, 346];
export const sampleCaption = 'stand-in sample · not trained';

interface Style {
  /** Background behind the face, as SVG elements on a 640 square. */
  scene(hue: number, random: () => number): string;
  /** Elements over the face. */
  over(hue: number, random: () => number): string;
  /** Centre and radii of the oval through which the face shows. */
  oval: { cx: number; cy: number; rx: number; ry: number; feather: number };
  tint(face: Sharp, hue: number): Sharp;
}

const hsl = (hue: number, s: number, l: number) =>
  `hsl(${Math.round(((hue % 360) + 360) % 360)} ${s}% ${l}%)`;
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');

/** A gallery portrait, a night in neon, and a printed poster. */
const styles: readonly Style[] = [
  {
    oval: { cx: 320, cy: 290, rx: 205, ry: 232, feather: 34 },
    tint: face =>
      face.median(5).modulate({ saturation: 1.25, brightness: 1.03 }).sharpen({ sigma: 1.6, m1: 0.4, m2: 3 }),
    scene: (hue, random) =>
      `<defs><radialGradient id="g" cx=".5" cy=".4" r=".75"><stop offset="0" stop-color="${hsl(hue + 28, 34, 52)}"/><stop offset=".6" stop-color="${hsl(hue + 10, 36, 30)}"/><stop offset="1" stop-color="${hsl(hue - 10, 42, 13)}"/></radialGradient></defs><rect width="640" height="640" fill="url(#g)"/>${times(
        150,
        () => {
          const [x, y, turn] = [random() * 640, random() * 640, random() * 180];
          return `<path d="M${x.toFixed(0)} ${y.toFixed(0)}q34 -12 78 4" transform="rotate(${turn.toFixed(0)} ${x.toFixed(0)} ${y.toFixed(0)})" stroke="${hsl(hue + random() * 50 - 15, 34, 20 + random() * 40)}" stroke-opacity=".32" stroke-width="${(6 + random() * 15).toFixed(0)}" stroke-linecap="round" fill="none"/>`;
        },
      )}`,
    over: (hue, random) =>
      `${times(70, () => {
        const side = random() < 0.5 ? -1 : 1;
        const [x, y] = [320 + side * (150 + random() * 150), 90 + random() * 460];
        return `<path d="M${x.toFixed(0)} ${y.toFixed(0)}q${(side * 12).toFixed(0)} 22 ${(side * 8).toFixed(0)} 62" stroke="${hsl(hue + random() * 46, 40, 28 + random() * 34)}" stroke-opacity=".3" stroke-width="${(5 + random() * 11).toFixed(0)}" stroke-linecap="round" fill="none"/>`;
      })}<rect x="10" y="10" width="620" height="620" fill="none" stroke="#3a2712" stroke-width="20"/><rect x="18" y="18" width="604" height="604" fill="none" stroke="#c79a4b" stroke-width="9"/><rect x="27" y="27" width="586" height="586" fill="none" stroke="#6b4a1c" stroke-width="4"/>`,
  },
  {
    oval: { cx: 320, cy: 296, rx: 214, ry: 236, feather: 46 },
    tint: face => face.normalise().modulate({ saturation: 0.5, brightness: 0.86 }),
    scene: (hue, random) =>
      `<defs><linearGradient id="g" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#0b0820"/><stop offset=".62" stop-color="${hsl(hue + 250, 60, 22)}"/><stop offset="1" stop-color="#12081e"/></linearGradient></defs><rect width="640" height="640" fill="url(#g)"/>${times(
        11,
        i => {
          const height = 200 + random() * 300;
          return `<rect x="${i * 62 - 20}" y="${(640 - height).toFixed(0)}" width="54" height="${height.toFixed(0)}" fill="#0a0716" opacity=".8"/>${times(12, () => `<rect x="${(i * 62 - 14 + random() * 40).toFixed(0)}" y="${(650 - random() * height).toFixed(0)}" width="5" height="8" fill="${random() < 0.5 ? '#ff5fa8' : '#58e0ff'}" opacity="${(0.3 + random() * 0.6).toFixed(2)}"/>`)}`;
        },
      )}`,
    over: () =>
      `<defs><linearGradient id="l" x1="0" x2="1"><stop offset="0" stop-color="#ff2f92" stop-opacity=".66"/><stop offset=".46" stop-color="#ff2f92" stop-opacity="0"/><stop offset=".56" stop-color="#23d5ff" stop-opacity="0"/><stop offset="1" stop-color="#23d5ff" stop-opacity=".66"/></linearGradient></defs><rect width="640" height="640" fill="url(#l)"/><circle cx="320" cy="296" r="262" fill="none" stroke="#ff5fb4" stroke-opacity=".22" stroke-width="20"/><circle cx="320" cy="296" r="262" fill="none" stroke="#ffc4e4" stroke-width="4"/><path d="${times(128, i => `M0 ${i * 5}H640`)}" stroke="#000" stroke-opacity=".13" stroke-width="2"/>`,
  },
  {
    oval: { cx: 320, cy: 306, rx: 210, ry: 222, feather: 6 },
    // Two inks: dark where the photo is dark, paper where it is light.
    tint: (face, hue) =>
      face
        .median(5)
        .greyscale()
        .normalise()
        .toColourspace('srgb')
        .composite([
          { input: solid('#f3e3c3'), tile: true, blend: 'multiply' },
          { input: solid(hsl(hue + 190, 46, 24)), tile: true, blend: 'screen' },
        ]),
    scene: hue =>
      `<rect width="640" height="640" fill="#f3e3c3"/>${times(24, i => `<path d="M320 306L${(320 + Math.cos((i * Math.PI) / 12) * 700).toFixed(0)} ${(306 + Math.sin((i * Math.PI) / 12) * 700).toFixed(0)}L${(320 + Math.cos(((i + 0.5) * Math.PI) / 12) * 700).toFixed(0)} ${(306 + Math.sin(((i + 0.5) * Math.PI) / 12) * 700).toFixed(0)}Z" fill="${hsl(hue, 62, 54)}"/>`)}<circle cx="320" cy="306" r="252" fill="${hsl(hue + 190, 42, 30)}"/><circle cx="320" cy="306" r="238" fill="#f3e3c3"/>`,
    over: hue =>
      `<defs><pattern id="d" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(30)"><circle cx="4" cy="4" r="1.7" fill="${hsl(hue + 190, 50, 20)}" opacity=".38"/></pattern></defs><ellipse cx="320" cy="306" rx="212" ry="224" fill="url(#d)"/>`,
  },
];

/** Draws a picture around the actor's face crop that says on itself that nothing was trained; PNG, always the same. */
export async function drawSample({ face, prompt, seed, style: index }: SampleRequest): Promise<Buffer> {
  const style = styles[((index % styles.length) + styles.length) % styles.length] as Style;
  const random = seeded(`${seed}/${prompt}`);
  const hue = hues[Math.floor(random() * hues.length)] ?? 205;
  const { oval } = style;
  const box = { width: Math.round(oval.rx * 2.2), height: Math.round(oval.ry * 2.2) };
  const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><defs><filter id="f" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${oval.feather / 2}"/></filter></defs><ellipse cx="${box.width / 2}" cy="${box.height / 2}" rx="${oval.rx - oval.feather / 2}" ry="${oval.ry - oval.feather / 2}" fill="#fff" filter="url(#f)"/></svg>`;
  const tinted = await style
    .tint(sharp(face, { raw: { width: cropSize, height: cropSize, channels: 3 } }), hue)
    .png()
    .toBuffer();
  const enlarged = await sharp(tinted)
    .resize(box.width, box.height, { fit: 'cover', kernel: 'lanczos3' })
    .toColourspace('srgb')
    .png()
    .toBuffer();
  const portrait = await sharp(enlarged)
    .ensureAlpha()
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer();
  return sharp(svg(style.scene(hue, random)))
    .composite([
      {
        input: portrait,
        left: Math.round(oval.cx - box.width / 2),
        top: Math.round(oval.cy - box.height / 2),
      },
      { input: svg(style.over(hue, random)) },
      { input: svg(captionBand(prompt)) },
    ])
    .removeAlpha()
    .png({ compressionLevel: 8 })
    .toBuffer();
}

const solid = (colour: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16" fill="${colour}"/></svg>`,
  );

const svg = (content: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sampleSize}" height="${sampleSize}">${content}</svg>`,
  );

function captionBand(prompt: string): string {
  const clean = prompt.replace(/\s+/g, ' ').trim();
  const short = clean.length > 66 ? `${clean.slice(0, 65)}…` : clean;
  const escaped = short.replace(/[&<>]/g, char => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? '');
  const font = 'font-family="Inter, Helvetica, Arial, sans-serif"';
  return `<rect y="570" width="640" height="70" fill="#0d0b12" opacity=".82"/><text x="320" y="598" text-anchor="middle" ${font} font-size="18" font-weight="600" fill="#fff" letter-spacing=".6">${sampleCaption}</text><text x="320" y="621" text-anchor="middle" ${font} font-size="14" fill="#cfc9d6">${escaped}</text>`;
}

function seeded(text: string): () => number {
  let state = 2166136261;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}
