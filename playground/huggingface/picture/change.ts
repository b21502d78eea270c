/** A picture that is changed as the prompt says, as far as the drawing knows the words: light, weather, style, clothes. */
import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import { captionSvg } from './caption.ts';
import { clothColor, clothes } from './clothes.ts';
import { coatSvg } from './dress.ts';
import { choosePalette } from './palette.ts';
import { undrawnWords } from './prompt-words.ts';
import { createRandom } from './random.ts';
import { chooseScene, type SceneChoice } from './scene-choice.ts';
import type { Stage } from './sky.ts';
import { weatherSvg } from './weather.ts';

export interface ChangeRequest {
  picture: Uint8Array;
  prompt: string;
  seed: number;
  width: number;
  height: number;
  format: 'png' | 'jpeg';
}

/** What an instruction begins with, and a description of a picture does not. */
const instruction =
  /^(?:please |now )?(?:make|add|give|change|turn|put|remove|replace|let|keep|set|paint|colou?r|swap|take)\b/i;

export const asksForChange = (prompt: string): boolean => instruction.test(prompt.trim());

/** How the whole picture is graded for the light that was asked for. */
const lightGrades: Record<SceneChoice['light'], { tint: string; brightness: number; saturation: number }> = {
  night: { tint: '#8ea2e8', brightness: 0.82, saturation: 0.5 },
  storm: { tint: '#b4c0ca', brightness: 0.82, saturation: 0.6 },
  sunset: { tint: '#ffb072', brightness: 0.95, saturation: 1.15 },
  dawn: { tint: '#ffd9c8', brightness: 1.08, saturation: 1 },
  day: { tint: '#fff6dd', brightness: 1.18, saturation: 1 },
};
const styleSaturations: Partial<Record<SceneChoice['style'], number>> = {
  noir: 0,
  vivid: 1.5,
  vintage: 0.55,
};

/** @throws Error for what is no picture */
export async function changePicture(request: ChangeRequest): Promise<Buffer> {
  const { width, height, seed, format } = request;
  // How people are called is nothing that the drawing should see in it.
  const prompt = request.prompt.replace(/\bthe (?:other )?person in the picture\b/gi, ' ');
  const text = prompt.toLowerCase();
  const random = createRandom([seed, prompt].join('\n'));
  const scene = chooseScene(text, '', random);
  const fitted = await sharp(request.picture, { limitInputPixels: 50_000_000 })
    .autoOrient()
    .flatten({ background: '#888' })
    .resize(width, height, { fit: 'cover', position: 'top' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const overlays: OverlayOptions[] = [];
  const cloth = clothColor(text);
  if (cloth) overlays.push({ input: Buffer.from(await coatSvg(fitted, cloth, prompt, { width, height })) });
  const grade = mentionsLight(text) ? lightGrades[scene.light] : undefined;
  const toned = sharp(await composed(fitted, overlays)).modulate({
    brightness: grade?.brightness ?? 1,
    saturation: (grade?.saturation ?? 1) * (styleSaturations[scene.style] ?? 1),
  });
  // After the colours are taken out of the old light, or they would come through the new one.
  const tint = grade ? [{ input: sheet(grade.tint, width, height), blend: 'multiply' as const }] : [];
  const unit = Math.min(width, height) / 1000;
  const stage: Stage = {
    ...{ width: width / unit, height: height / unit, random, horizon: (height / unit) * 0.6 },
    ...{ palette: choosePalette(scene, random), sun: { x: 0, y: 0, radius: 40 } },
  };
  const weather = weatherSvg(stage, scene, { width, height });
  const undrawn = undrawnWords(cloth ? text.replace(clothes, ' ') : text).filter(
    word => !isInstruction(word),
  );
  const caption = captionSvg({ width, height, prompt: request.prompt, undrawn, seed });
  const lit = await composed(await plain(toned), tint);
  const above = [...(weather ? [weather] : []), caption].map(svg => ({ input: Buffer.from(svg) }));
  const smudge = await captionSmudge(lit, width, height);
  const changed = sharp(lit)
    .composite([smudge, ...above])
    .removeAlpha();
  return format === 'png'
    ? changed.png({ compressionLevel: 3 }).toBuffer()
    : changed.jpeg({ quality: 90 }).toBuffer();
}

const plain = (picture: Sharp) => picture.removeAlpha().png({ compressionLevel: 1 }).toBuffer();
const composed = (picture: Buffer, overlays: OverlayOptions[]) => plain(sharp(picture).composite(overlays));

/** What a drawing says of itself at its lower edge is said anew, so it is not to be read through that. */
async function captionSmudge(picture: Buffer, width: number, height: number) {
  const share = 0.1;
  const strip = Math.max(1, Math.round(Math.min(width, height) * share));
  const top = height - strip;
  const input = await sharp(picture)
    .extract({ left: 0, top, width, height: strip })
    .blur(Math.max(1, strip / 8))
    .toBuffer();
  return { input, left: 0, top };
}

const isInstruction = (word: string) =>
  asksForChange(word) || /^(?:please|now|more|less|bit|little|person|left|right)$/.test(word);
const mentionsLight = (text: string) =>
  /\b(night|midnight|moonlight|dark|sunset|dusk|evening|dawn|sunrise|morning|noon|sunny|bright|day|daytime|storm\w*|rain\w*|gloomy)\b/.test(
    text,
  );

const sheet = (color: string, width: number, height: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${color}"/></svg>`,
  );
