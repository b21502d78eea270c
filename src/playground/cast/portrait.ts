import sharp from 'sharp';
import { drawBrows, drawEyes } from './draw-eyes.ts';
import { drawAccessories, drawEars, drawNeck, drawSkin } from './draw-face.ts';
import { drawBeard, drawHair } from './draw-hair.ts';
import { drawMouth, drawNose } from './draw-mouth.ts';
import { drawHood, drawOutfit } from './draw-outfit.ts';
import { drawScene } from './draw-scene.ts';
import { createHead } from './head.ts';
import type { CastPerson, Shot } from './look.ts';
import { r, radial, seededRandom } from './paint.ts';

export const photoWidth = 900;
export const photoHeight = 1100;

/** Draws one photo of a person as a JPEG. The same person and shot always give the same picture. */
export async function drawPortrait(person: CastPerson, shot: Shot, index: number): Promise<Buffer> {
  const seed = `${person.id}/${index}`;
  // The scene is small and blurred, so that it lies out of focus behind the person and costs little.
  const scene = sharp(Buffer.from(drawScene(shot, seededRandom(`${seed}/scene`))))
    .removeAlpha()
    .blur(shot.scene === 'studio' ? 6 : 3.4)
    .resize(photoWidth, photoHeight, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
  const figure = sharp(Buffer.from(drawFigure(person, shot, seed)))
    .raw()
    .toBuffer();
  const raw = { width: photoWidth, height: photoHeight };
  const [behind, front, glow] = await Promise.all([scene, figure, drawLight(shot)]);
  return sharp(behind, { raw: { ...raw, channels: 3 } })
    .composite([
      { input: front, raw: { ...raw, channels: 4 } },
      { input: glow, raw: { ...raw, channels: 4 }, blend: 'soft-light' },
      {
        input: grain(),
        raw: { width: grainSize, height: grainSize, channels: 3 },
        tile: true,
        blend: 'soft-light',
      },
    ])
    .modulate({ brightness: shot.exposure })
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

function drawFigure({ look, id }: CastPerson, shot: Shot, seed: string): string {
  const head = createHead(look.face, shot.yaw, shot.pitch);
  const light = shot.light.from > 0 ? 1 : -1;
  const mood = shot.expression;
  const random = seededRandom(`${seed}/figure`);
  // Freckles, curls and strands belong to the person, not to the photo.
  const hair = drawHair(look, head, light, seededRandom(`${id}/hair`));
  const [x, y] = shot.at;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${photoWidth}" height="${photoHeight}" viewBox="0 0 ${photoWidth} ${photoHeight}">
<defs><filter id="soft4" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="5"/></filter>
<filter id="soft9" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="9"/></filter>
</defs>
<g transform="translate(${x} ${y}) scale(${shot.zoom})">
  <g transform="rotate(${r(shot.roll)} 0 250)">${hair.back}</g>
  <g transform="translate(0 -46)">${drawHood(shot, look.face.jaw)}</g>
  ${drawNeck(look, head, shot)}
  <g transform="translate(0 -46)">${drawOutfit(shot, look.face.jaw, random)}</g>
  <g transform="rotate(${r(shot.roll)} 0 250)">
    ${drawEars(look, head)}
    ${drawSkin(look, head, shot, seededRandom(`${id}/skin`))}
    ${hair.shadow ? `<g clip-path="url(#face)"><path d="${hair.shadow}" transform="translate(${-light * 7} 15)" fill="${look.skin.deep}" opacity=".5" filter="url(#soft9)"/></g>` : ''}
    ${drawBeard(look, head, seededRandom(`${id}/beard`))}
    ${drawNose(look, head, light)}
    ${drawMouth(look, head, mood)}
    ${drawEyes(look, head, mood)}
    ${drawBrows(look, head, mood, seededRandom(`${id}/brows`))}
    ${hair.front}
    ${drawAccessories(look, head)}
  </g>
</g>
</svg>`;
}

/** The colour of the light over the whole photo, and a vignette; drawn small, as it has no detail. */
async function drawLight({ light }: Shot): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="225" height="275" viewBox="0 0 900 1100"><defs>${radial(
    'key',
    [450 + light.from * 450, 240],
    1000,
    [
      [0, light.colour, 0.75 * light.strength],
      [0.55, light.colour, 0.2 * light.strength],
      [1, '#1a1226', 0.5 * light.strength],
    ],
  )}</defs><rect width="900" height="1100" fill="url(#key)"/></svg>`;
  return sharp(Buffer.from(svg)).resize(photoWidth, photoHeight, { fit: 'fill' }).raw().toBuffer();
}

const grainSize = 256;
let grainTile: Buffer | undefined;

/** A tile of fine noise, as film has; drawn once. */
function grain(): Buffer {
  if (grainTile) return grainTile;
  const random = seededRandom('grain');
  grainTile = Buffer.alloc(grainSize * grainSize * 3);
  for (let at = 0; at < grainTile.length; at += 3) {
    grainTile.fill(Math.round(128 + (random() + random() - 1) * 30), at, at + 3);
  }
  return grainTile;
}
