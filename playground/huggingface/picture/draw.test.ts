import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chooseAnimals } from './animals.ts';
import { captionSvg } from './caption.ts';
import { drawPicture, type PictureRequest } from './draw.ts';
import { undrawnWords } from './prompt-words.ts';
import { createRandom } from './random.ts';
import { chooseScene } from './scene-choice.ts';

function request(changes: Partial<PictureRequest> = {}): PictureRequest {
  return {
    prompt: 'a quiet evening',
    negativePrompt: '',
    seed: 3,
    model: 'test/model',
    width: 128,
    height: 128,
    faces: [],
    format: 'png',
    ...changes,
  };
}

const faceOf = (red: number, green: number, blue: number) => ({
  pixels: new Uint8Array(64 * 64 * 3).map((_, index) => [red, green, blue][index % 3] ?? 0),
  width: 64,
  height: 64,
});

const settings = [
  'a lighthouse and a boat by the sea at night',
  'a castle in the mountains in a thunderstorm',
  'a rainy neon city',
  'a misty forest at dawn',
  'a galaxy in space',
  'a camel in the desert',
  'a cabin in the snow',
  'a portrait in a studio, noir',
  'a tree in a meadow, watercolor',
  'an idea, vintage',
];

describe('the drawn picture', () => {
  it.each(settings)('draws "%s" with light and shade, in every shape', async prompt => {
    for (const [width, height] of [
      [160, 96],
      [96, 160],
    ] as const) {
      const { data, info } = await sharp(await drawPicture(request({ prompt, width, height })))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width, height, channels: 3 });
      const { channels } = await sharp(data, { raw: { width, height, channels: 3 } }).stats();
      expect(Math.max(...channels.map(channel => channel.stdev))).toBeGreaterThan(12);
    }
  });

  it('shows the face it is given, and is another picture for another face', async () => {
    const meanOf = async (faces: PictureRequest['faces']) => {
      const bytes = await drawPicture(request({ prompt: 'a portrait in a studio', faces }));
      const middle = sharp(bytes).extract({ left: 54, top: 45, width: 20, height: 20 });
      const { channels } = await sharp(await middle.png().toBuffer()).stats();
      return channels.map(channel => channel.mean);
    };
    const [redFace = 0, , blueOfRed = 0] = await meanOf([faceOf(220, 60, 50)]);
    const [redOfBlue = 0, , blueFace = 0] = await meanOf([faceOf(50, 60, 220)]);
    expect(redFace).toBeGreaterThan(blueOfRed + 60);
    expect(blueFace).toBeGreaterThan(redOfBlue + 60);
  });

  it('takes any text as a prompt, without letting it into the drawing', async () => {
    const nasty = `"/></text><script>alert(1)</script>&lt; \u0000\u0007 ${'😀漢字'.repeat(40)}`;
    expect(captionSvg({ width: 1024, height: 1024, prompt: nasty, undrawn: [nasty], seed: 1 })).not.toContain(
      '<script',
    );
    for (const prompt of [nasty, '   ', 'x'.repeat(5000), '\ud800']) {
      const { width } = await sharp(
        await drawPicture(request({ prompt, width: 256, height: 64 })),
      ).metadata();
      expect(width).toBe(256);
    }
  });

  it('says on itself that it is drawn', () => {
    const caption = captionSvg({ width: 1024, height: 1024, prompt: 'a king', undrawn: ['piano'], seed: 42 });
    expect(caption).toContain('drawn preview · playground, not a model · seed 42');
    expect(caption).toContain('a king');
    expect(caption).toContain('not drawn: piano');
  });
});

describe('what a prompt names', () => {
  it('is drawn where it is an animal: a red fox puts red into the snow', async () => {
    const redOf = async (prompt: string) => {
      const { data } = await sharp(await drawPicture(request({ prompt, width: 160, height: 160 })))
        .raw()
        .toBuffer({ resolveWithObject: true });
      let red = 0;
      for (let at = 0; at < data.length; at += 3) {
        if ((data[at] ?? 0) > 130 && (data[at + 2] ?? 0) < (data[at] ?? 0) * 0.55) red += 1;
      }
      return red / (data.length / 3);
    };
    expect(await redOf('a red fox in the snow at noon')).toBeGreaterThan(
      (await redOf('the snow at noon')) + 0.01,
    );
  });

  it.each([
    ['a red fox in the snow', [{ animal: 'fox', coat: '#c65a26', count: 1 }]],
    [
      'three black cats and a dog',
      [
        { animal: 'cat', coat: '#26242a', count: 3 },
        { animal: 'dog', coat: undefined, count: 1 },
      ],
    ],
    ['an owl on a branch', [{ animal: 'bird', coat: undefined, count: 1 }]],
    ['a catalogue of foxgloves', []],
  ])('animals of “%s”', (prompt, animals) => {
    expect(chooseAnimals(prompt)).toEqual(animals);
  });

  it.each([
    ['a red fox in the snow', []],
    ['a piano in a forest at night', ['piano']],
    ['nv0va person as an astronaut on the beach, watercolor', []],
    ['a dragon over a castle', ['dragon']],
    ['a robot barista pours coffee', ['robot', 'barista', 'pours', 'coffee']],
    ['', []],
  ])('and what of “%s” is not drawn', (prompt, words) => {
    expect(undrawnWords(prompt)).toEqual(words);
  });
});

describe('reading a prompt', () => {
  it.each([
    ['a sailor on the beach at sunset', { place: 'sea', light: 'sunset', person: true }],
    ['cyberpunk street', { place: 'city', style: 'cyberpunk' }],
    ['a wizard, oil painting', { place: 'studio', style: 'oil', person: true }],
    ['an astronaut in a desert at noon', { place: 'desert', light: 'day', person: true }],
    ['an astronaut', { place: 'space', light: 'night', person: true }],
    ['heavy rain in the forest', { place: 'forest', weather: 'rain', person: false }],
    ['film noir', { place: 'city', style: 'noir' }],
  ])('%s', (prompt, expected) => {
    expect(chooseScene(prompt, '', createRandom('any'))).toMatchObject(expected);
  });
});
