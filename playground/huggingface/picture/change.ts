/** A picture that is changed as the prompt says, as far as the drawing knows the words: light, weather, style, clothes. */
import sharp from 'sharp';
import { findFace } from '../../colab/face-crop.ts';
import { captionSvg } from './caption.ts';
import { clothColor, clothes } from './clothes.ts';
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
const lightGrades: Partial<Record<SceneChoice['light'], { tint: string; brightness: number }>> = {
  night: { tint: '#93a6e6', brightness: 0.74 },
  storm: { tint: '#b4c0ca', brightness: 0.82 },
  sunset: { tint: '#ffb072', brightness: 0.95 },
  dawn: { tint: '#ffd9c8', brightness: 1.08 },
  day: { tint: '#fff6dd', brightness: 1.18 },
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
  const overlays: { input: Buffer; blend?: 'multiply' }[] = [];
  const cloth = clothColor(text);
  if (cloth) overlays.push(...(await dressed(fitted, cloth, width, height)));
  const grade = mentionsLight(text) ? lightGrades[scene.light] : undefined;
  if (grade) overlays.push({ input: sheet(grade.tint, width, height), blend: 'multiply' });
  const graded = sharp(fitted).composite(overlays).removeAlpha();
  const toned = sharp(await graded.png({ compressionLevel: 1 }).toBuffer()).modulate({
    brightness: grade?.brightness ?? 1,
    saturation:
      scene.style === 'noir' ? 0 : scene.style === 'vivid' ? 1.5 : scene.style === 'vintage' ? 0.55 : 1,
  });
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
  const changed = sharp(await toned.png({ compressionLevel: 1 }).toBuffer())
    .composite([...(weather ? [weather] : []), caption].map(svg => ({ input: Buffer.from(svg) })))
    .removeAlpha();
  return format === 'png'
    ? changed.png({ compressionLevel: 3 }).toBuffer()
    : changed.jpeg({ quality: 90 }).toBuffer();
}

const isInstruction = (word: string) =>
  asksForChange(word) || /^(?:please|now|more|less|bit|little)$/.test(word);
const mentionsLight = (text: string) =>
  /\b(night|midnight|moonlight|dark|sunset|dusk|evening|dawn|sunrise|morning|noon|sunny|bright|day|daytime|storm\w*|rain\w*|gloomy)\b/.test(
    text,
  );

const sheet = (color: string, width: number, height: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${color}"/></svg>`,
  );

/** A coat of the colour, laid over the shoulders under the face. */
async function dressed(picture: Buffer, color: string, width: number, height: number) {
  const face = await findFace(picture);
  const side = face.side * width;
  const [x, y] = [face.x * width, face.y * width];
  const at = (dx: number, dy: number) => `${Math.round(x + dx * side)},${Math.round(y + dy * side)}`;
  const foot = height + 10;
  const path = `M${at(-0.3, 0.62)} C${at(-0.6, 0.72)} ${at(-1.1, 0.72)} ${at(-1.3, 1.2)} L${Math.round(x - side * 1.55)},${foot} L${Math.round(x + side * 1.55)},${foot} L${at(1.3, 1.2)} C${at(1.1, 0.72)} ${at(0.6, 0.72)} ${at(0.3, 0.62)} Q${at(0, 1)} ${at(-0.3, 0.62)} Z`;
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="${path}" fill="${color}" fill-opacity=".74"/></svg>`,
  );
  return [{ input: svg }];
}
