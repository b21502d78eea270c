import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { listCast, renderCastPhoto } from './cast.ts';
import { people } from './people.ts';
import { drawPortrait } from './portrait.ts';

describe('the sample cast', () => {
  test('is a few people with six photos each', () => {
    const cast = listCast();
    expect(cast.length).toBeGreaterThanOrEqual(3);
    expect(new Set(cast.map(({ id }) => id)).size).toBe(cast.length);
    for (const person of cast) {
      expect(person.photoCount).toBe(6);
      expect(person.about.length).toBeGreaterThan(20);
    }
  });

  test('photos are JPEGs of 900 × 1100 with a bright, lively middle, each different', async () => {
    for (const { id } of listCast()) {
      const photos = await Promise.all([0, 3].map(n => renderCastPhoto(id, n)));
      expect(photos[0]?.equals(photos[1] ?? Buffer.alloc(0))).toBe(false);
      for (const photo of photos) {
        const { format, width, height } = await sharp(photo).metadata();
        expect({ format, width, height }).toEqual({ format: 'jpeg', width: 900, height: 1100 });
        const face = await sharp(photo)
          .extract({ left: 300, top: 350, width: 300, height: 300 })
          .greyscale()
          .stats();
        expect(face.channels[0]?.mean).toBeGreaterThan(50);
        expect(face.channels[0]?.stdev).toBeGreaterThan(15);
      }
    }
  });

  test('a photo is the same every time, and drawn once', async () => {
    const [person] = people;
    const shot = person?.shots[2];
    if (!person || !shot) throw new Error('The cast is empty.');
    const drawn = await drawPortrait(person, shot, 2);
    const first = await renderCastPhoto(person.id, 2);
    expect(drawn.equals(first)).toBe(true);
    expect(await renderCastPhoto(person.id, 2)).toBe(first);
  });

  test('unknown people and photos are named in words', async () => {
    await expect(renderCastPhoto('nobody', 0)).rejects.toThrow(/nobody called “nobody”.*nova/);
    for (const n of [6, -1, 0.5]) {
      await expect(renderCastPhoto('mei', n)).rejects.toThrow(
        `Mei has 6 photos, numbered from 0; there is no photo ${n}.`,
      );
    }
  });
});
