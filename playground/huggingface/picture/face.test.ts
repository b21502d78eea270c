import { expect, it } from 'vitest';
import { renderCastPhoto } from '../../cast/cast.ts';
import { cropFace, cropSize } from '../../colab/face-crop.ts';
import { headReach, prepareFace } from './face.ts';

const size = 150;

/** How much of the prepared square is head, beside and above where the face itself ends; 0 to 1. */
async function hairAround(id: string): Promise<number> {
  const photos = await Promise.all([0, 1, 2].map(n => renderCastPhoto(id, n)));
  const { pixels } = await cropFace(photos);
  const face = { pixels: new Uint8Array(pixels), width: cropSize, height: cropSize };
  const { alpha } = await prepareFace(face, size);
  let [head, all] = [0, 0];
  for (let index = 0; index < alpha.length; index += 1) {
    const u = (((index % size) / size) * 2 - 1) * headReach;
    const v = ((Math.floor(index / size) / size) * 2 - 1) * headReach;
    if (Math.abs(u) < 0.95 || Math.abs(u) > 1.5 || v < -1.2 || v > 0.2) continue;
    all += 1;
    if ((alpha[index] ?? 0) > 0.5) head += 1;
  }
  return head / all;
}

it('Nova keeps her curls, and Ingrid takes no sky with her', { timeout: 120_000 }, async () => {
  expect(await hairAround('nova')).toBeGreaterThan(0.4);
  expect(await hairAround('ingrid')).toBeLessThan(0.1);
});
