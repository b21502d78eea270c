import { expect, test } from 'vitest';
import { createConnected, goneAfterMs } from './connected.ts';

const asked = {
  ...{ worker: '1', name: 'basement', version: '1', device: 'NVIDIA T4', memoryBytes: 16e9, bases: ['sdxl'] },
  ...{ kinds: ['image', 'training'], free: { image: 1, training: 1 }, waitS: 25, running: [] },
};

test('a computer that trains is not waited for with images, until it has room for them again', () => {
  let now = 0;
  const connected = createConnected({ isKey: () => true, now: () => now });
  const draws = () => connected.serves('guild', 'image', 'sdxl');
  connected.hear('key', 'guild', asked);
  expect(draws()).toBe(true);

  // Busy with pictures it has no room either, and draws all the same.
  for (; now < 3 * goneAfterMs; now += 15_000) connected.alive('key', '1', ['image-1', 'training-1']);
  connected.hear('key', 'guild', { ...asked, free: { image: 0, training: 1 } });
  expect(draws()).toBe(true);

  for (const until = now + goneAfterMs; now <= until; now += 15_000)
    connected.alive('key', '1', ['training-1']);
  expect(draws()).toBe(false);
  expect(connected.serves('guild', 'training', 'sdxl')).toBe(true);

  connected.hear('key', 'guild', asked);
  expect(draws()).toBe(true);
});
