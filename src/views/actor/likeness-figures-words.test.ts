import { expect, test } from 'vitest';
import { likenessFiguresWords } from './likeness-figures-words.ts';

const figures = { source: 'photos' as const, version: 0, modelName: 'FLUX.2 klein 4B' };

test('each way and model has a line, with what came out unlike; that no image shows a face is said once', () => {
  expect(likenessFiguresWords([])).toBeUndefined();
  expect(
    likenessFiguresWords([
      { ...figures, images: 4, likeness: 0.712, somebodyElse: 1, nobody: 1 },
      { ...figures, source: 'trained', version: 2, images: 1, somebodyElse: 0, nobody: 1 },
    ]),
  ).toBe(
    '**Likeness of its images**, by my own measure\n' +
      'from photos, FLUX.2 klein 4B: **0.71** in 4 images (1 of somebody else, 1 without a face)\n' +
      'trained v2, FLUX.2 klein 4B: no face in 1 image',
  );
});
