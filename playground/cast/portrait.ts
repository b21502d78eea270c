import sharp from 'sharp';
import { develop } from './develop.ts';
import { drawEarrings, drawGlasses } from './draw-accessories.ts';
import { drawBeard } from './draw-beard.ts';
import { drawBrows, drawEyes } from './draw-eyes.ts';
import { drawEars, drawNeck, drawSkin } from './draw-face.ts';
import { drawHair } from './draw-hair.ts';
import { drawMouth, drawNose } from './draw-mouth.ts';
import { drawHood, drawOutfit } from './draw-outfit.ts';
import { drawScene } from './draw-scene.ts';
import { createHead } from './head.ts';
import type { CastPerson, Shot } from './look.ts';
import { r, seededRandom } from './paint.ts';

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
  const [behind, front] = await Promise.all([scene, figure]);
  develop(behind, front, shot, photoWidth);
  return sharp(behind, { raw: { width: photoWidth, height: photoHeight, channels: 3 } })
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
  <g transform="translate(0 -46)">${drawHood(shot, look)}</g>
  ${drawNeck(look, head, shot)}
  <g transform="translate(0 -46)">${drawOutfit(shot, look, random)}</g>
  <g transform="rotate(${r(shot.roll)} 0 250)">
    ${drawEars(look, head)}
    ${drawSkin(look, head, shot, seededRandom(`${id}/skin`))}
    ${hair.shadow ? `<g clip-path="url(#face)"><path d="${hair.shadow}" transform="translate(${-light * 7} 15)" fill="${look.skin.deep}" opacity=".5" filter="url(#soft9)"/></g>` : ''}
    ${drawBeard(look, head, seededRandom(`${id}/beard`))}
    ${drawNose(look, head, light)}
    ${drawMouth(look, head, mood)}
    ${drawEyes(look, head, mood)}
    ${drawBrows(look, head, mood, seededRandom(`${id}/brows`))}
    ${drawEarrings(look, head)}
    ${hair.front}
    ${drawGlasses(look, head)}
  </g>
</g>
</svg>`;
}
