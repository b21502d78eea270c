import { expect, test } from 'vitest';
import type { Generation } from '../generation.ts';
import { betterWay, figuresOf, judgedIn, likenessRank } from './likeness-figures.ts';

const likenessFigures = (records: Parameters<typeof judgedIn>[0][], actorId: string) =>
  figuresOf(records.flatMap(record => judgedIn(record, actorId) ?? []));

type Image = Generation['images'][number];
const image = (likeness: number | undefined, face: number | undefined = 0): Image => ({
  ...{ sha256: 'x', seed: 1 },
  faces: {
    ages: [30],
    actors: [
      {
        id: 'nova',
        ...(face === undefined ? {} : { face }),
        ...(likeness === undefined ? {} : { likeness }),
      },
    ],
  },
});
const nobody: Image = { sha256: 'x', seed: 1, faces: { ages: [], actors: [{ id: 'nova' }] } };
const made = (from: 'photos' | 'trained', version: number, modelName: string, images: Image[]) => ({
  ...{ modelName, images },
  actor: { id: 'nova', name: 'Nova', version, standIn: false, from },
});

test('are counted by way and model, and say what showed somebody else or nobody', () => {
  const figures = likenessFigures(
    [
      made('photos', 0, 'Klein', [image(0.8), image(0.6)]),
      made('photos', 0, 'Klein', [image(0.4), nobody]),
      made('photos', 0, 'Kontext', [nobody]),
      made('trained', 2, 'SDXL', [image(0.7)]),
      made('trained', 1, 'SDXL', [image(0.5)]),
      // Of a time in which nobody measured.
      made('trained', 1, 'SDXL', [{ sha256: 'x', seed: 1 }]),
      made('trained', 3, 'SDXL', [{ sha256: 'x', seed: 1 }]),
    ],
    'nova',
  );
  expect(figures).toEqual([
    {
      ...{ source: 'photos', version: 0, modelName: 'Klein', images: 4 },
      ...{ likeness: expect.closeTo(0.6, 5), somebodyElse: 1, nobody: 1 },
    },
    { source: 'photos', version: 0, modelName: 'Kontext', images: 1, somebodyElse: 0, nobody: 1 },
    {
      ...{ source: 'trained', version: 2, modelName: 'SDXL', images: 1 },
      ...{ likeness: 0.7, somebodyElse: 0, nobody: 0 },
    },
    {
      ...{ source: 'trained', version: 1, modelName: 'SDXL', images: 1 },
      ...{ likeness: 0.5, somebodyElse: 0, nobody: 0 },
    },
  ]);
  expect(likenessFigures([made('photos', 0, 'Klein', [image(0.8)])], 'somebody')).toEqual([]);
});

test('decide between the ways only where both were seen often enough', () => {
  const photos = (images: Image[]) => made('photos', 0, 'Klein', images);
  const trained = (images: Image[]) => made('trained', 2, 'SDXL', images);
  const better = (...records: ReturnType<typeof made>[]) => betterWay(likenessFigures(records, 'nova'), 2);
  const three = (one: Image) => [one, one, one];
  expect(better()).toBe('trained');
  expect(better(photos(three(image(0.8))))).toBe('trained');
  expect(better(photos(three(image(0.8))), trained([image(0.6), image(0.6)]))).toBe('trained');
  expect(better(photos(three(image(0.8))), trained(three(image(0.6))))).toBe('photos');
  expect(better(photos(three(image(0.6))), trained(three(image(0.8))))).toBe('trained');
  // Alike where there is a face, and mostly there is none.
  expect(better(photos([image(0.9), nobody, nobody]), trained(three(image(0.6))))).toBe('trained');
  // Of an earlier version.
  expect(better(photos(three(image(0.8))), made('trained', 1, 'SDXL', three(image(0.6))))).toBe('trained');
});

test('of two people the one that is less alike decides which image is better', () => {
  const both = (one: number, other: number): Pick<Image, 'faces'> => ({
    faces: {
      ages: [30, 40],
      actors: [
        { id: 'nova', face: 0, likeness: one },
        { id: 'bruno', face: 1, likeness: other },
      ],
    },
  });
  const ids = ['nova', 'bruno'];
  expect(likenessRank(both(0.6, 0.6), ids)).toBeGreaterThan(likenessRank(both(0.9, 0.3), ids));
  expect(likenessRank(both(0.9, 0.3), ids)).toBeGreaterThan(likenessRank(image(0.9), ids));
});
