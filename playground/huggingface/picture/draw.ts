/**
 * Draws the preview that stands for a generated image: a scene read from the prompt, painted in brush strokes,
 * with the actor's face where one is given. The same request always gives the same picture.
 */
import sharp from 'sharp';
import { drawAnimals } from './animals.ts';
import { createCanvas, paintStrokes } from './brush.ts';
import { captionSvg } from './caption.ts';
import { drawCity, drawSpace, drawStudio } from './city.ts';
import { blendFace, type Face, type FacePlace, headReach, type PreparedFace, prepareFace } from './face.ts';
import { drawFigure, type FigurePlace, garmentOf, headwearOf, placeFigures } from './figure.ts';
import { finish } from './finish.ts';
import { choosePalette, gradeOf } from './palette.ts';
import { drawAbstract, drawDesert, drawField, drawForest, drawMountains, drawSea } from './places.ts';
import { undrawnWords } from './prompt-words.ts';
import { createRandom, hashText } from './random.ts';
import { chooseScene, type SceneChoice } from './scene-choice.ts';
import type { Stage } from './sky.ts';
import { weatherSvg } from './weather.ts';

export type { Face } from './face.ts';

export interface PictureRequest {
  prompt: string;
  negativePrompt: string;
  seed: number;
  model: string;
  /** Pixels. */
  width: number;
  height: number;
  faces: Face[];
  format: 'png' | 'jpeg';
}

/** The reference that is painted over is this much smaller than the picture; strokes hide the difference. */
const referenceScale = 0.5;
const maximumFaces = 3;

export async function drawPicture(request: PictureRequest): Promise<Buffer> {
  const { width, height, prompt } = request;
  const faces = request.faces.slice(0, maximumFaces);
  const identity = faces.map(face => hashText(Buffer.from(face.pixels).toString('latin1'))).join('.');
  const random = createRandom(
    [request.seed, prompt, request.model, request.negativePrompt, identity].join('\n'),
  );
  const scene = chooseScene(prompt, request.negativePrompt, random);
  const unit = Math.min(width, height) / 1000;
  const stage = setStage(scene, width / unit, height / unit, random);
  const count = faces.length > 0 ? faces.length : scene.person ? 1 : 0;
  const figures = placeFigures(stage, count, scene.place === 'studio');

  const small = { width: Math.ceil(width * referenceScale), height: Math.ceil(height * referenceScale) };
  const prepared = await Promise.all(
    figures.map((figure, index) => prepare(faces[index], Math.round(figure.radius * unit * headReach * 2))),
  );
  const svg = composeSvg(stage, scene, figures, prepared, prompt, small);
  const data = await sharp(Buffer.from(svg)).removeAlpha().toColourspace('srgb').raw().toBuffer();
  const reference = { ...small, data: new Uint8Array(data) };
  layFaces(reference, figures, prepared, stage, unit * referenceScale, 1);

  const grade = gradeOf(scene.style);
  const canvas = createCanvas(width, height, reference);
  await paintStrokes(canvas, reference, { random, scale: grade.brush, detail: detailAround(figures, stage) });
  // The strokes give the face its paint; a share of the crop on top keeps the likeness.
  layFaces({ width, height, data: canvas.color }, figures, prepared, stage, unit, 0.74);
  const painted = finish(canvas, grade, request.seed);

  const undrawn = undrawnWords(prompt);
  const caption = captionSvg({ width, height, prompt, undrawn, seed: request.seed });
  const weather = weatherSvg(stage, scene, { width, height });
  const overlays = [...(weather ? [weather] : []), caption].map(text => ({ input: Buffer.from(text) }));
  const picture = sharp(painted, { raw: { width, height, channels: 3 } })
    .composite(overlays)
    .removeAlpha();
  return request.format === 'png'
    ? picture.png({ compressionLevel: 3 }).toBuffer()
    : picture.jpeg({ quality: 90 }).toBuffer();
}

async function prepare(face: Face | undefined, size: number): Promise<PreparedFace | undefined> {
  return face ? prepareFace(face, Math.max(size, 16)) : undefined;
}

function setStage(scene: SceneChoice, width: number, height: number, random: Stage['random']): Stage {
  const palette = choosePalette(scene, random);
  const level = { sea: 0.52, mountain: 0.62, snow: 0.6, desert: 0.52, field: 0.56, city: 0.76, forest: 0.6 };
  const share = level[scene.place as keyof typeof level] ?? 0.6;
  const low = scene.light === 'sunset' || scene.light === 'dawn';
  const horizon = height * (share + random.between(-0.03, 0.03));
  const sun = {
    x: width * random.pick([random.between(0.18, 0.36), random.between(0.64, 0.82)]),
    y: horizon * (low ? random.between(0.7, 0.84) : random.between(0.2, 0.38)),
    radius: low ? random.between(48, 70) : random.between(36, 52),
  };
  return { width: Math.round(width), height: Math.round(height), palette, random, horizon, sun };
}

function composeSvg(
  stage: Stage,
  scene: SceneChoice,
  figures: FigurePlace[],
  faces: (PreparedFace | undefined)[],
  prompt: string,
  size: { width: number; height: number },
): string {
  const people = figures.map((figure, index) =>
    drawFigure(stage, figure, {
      garment: garmentOf(prompt, stage),
      headwear: headwearOf(prompt),
      face: faces[index],
      id: `p${index}`,
    }),
  );
  const animals = drawAnimals(stage, scene.animals, figures[0]?.x);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${stage.width} ${stage.height}" preserveAspectRatio="none">${drawPlace(stage, scene, figures[0]?.x)}${people.join('')}${animals}</svg>`;
}

function drawPlace(stage: Stage, scene: SceneChoice, figureX: number | undefined): string {
  switch (scene.place) {
    case 'sea':
      return drawSea(stage, scene, figureX);
    case 'mountain':
    case 'snow':
      return drawMountains(stage, scene, figureX);
    case 'city':
      return drawCity(stage, scene);
    case 'forest':
      return drawForest(stage, scene, figureX);
    case 'space':
      return drawSpace(stage);
    case 'desert':
      return drawDesert(stage, scene, figureX);
    case 'field':
      return drawField(stage, scene, figureX);
    case 'studio':
      return drawStudio(stage);
    case 'abstract':
      return drawAbstract(stage, scene, figureX);
  }
}

function layFaces(
  target: { width: number; height: number; data: Uint8Array | Float32Array },
  figures: FigurePlace[],
  faces: (PreparedFace | undefined)[],
  stage: Stage,
  unit: number,
  strength: number,
): void {
  figures.forEach((figure, index) => {
    const face = faces[index];
    if (!face) return;
    const side = figure.radius * headReach * 2 * unit;
    const place: FacePlace = {
      left: figure.x * unit - side / 2,
      top: figure.y * unit - side / 2,
      side,
      lightSide: figure.lightSide,
      keyLight: stage.palette.keyLight,
      shadow: stage.palette.shadow,
      strength,
      relight: stage.palette.dark ? 1 : 0.7,
    };
    blendFace(target, face, place);
  });
}

/** Finer strokes on the faces, which people look at first. */
function detailAround(figures: FigurePlace[], stage: Stage): (x: number, y: number) => number {
  return (x, y) => {
    let detail = 1;
    for (const figure of figures) {
      const far = Math.hypot(x * stage.width - figure.x, y * stage.height - figure.y) / (figure.radius * 1.3);
      if (far < 1) detail = Math.max(detail, 3 - 2 * far);
    }
    return detail;
  };
}
