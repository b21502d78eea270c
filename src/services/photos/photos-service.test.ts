import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Photo } from '../actors/actor.ts';
import { DownloadError } from '../downloads/downloads.ts';
import { createVision } from '../vision/create-vision.ts';
import { createDecoderHere } from '../vision/testing/decoder-here.ts';
import type { Vision } from '../vision/vision.ts';
import { usablePhotos } from './assess.ts';
import {
  createPhotosService,
  type OnChecked,
  type PhotoOutcome,
  type PhotosService,
} from './photos-service.ts';
import { descriptorOf, sightOf } from './testing/sights.ts';

/** A photo whose colour says who is in it: the vision of these tests goes by it. */
const photo = (shade: number, side = 400) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: shade, g: 100, b: 50 } } })
    .jpeg()
    .toBuffer();

let files: Map<string, Buffer>;
let stored: Map<string, Buffer>;
let looks: number;
let looking: number;
let lookingMost: number;
/** Addresses that answer only once they are released. */
let hanging: string[];
let released: Promise<void>;
let release: () => void;
let photos: PhotosService;
beforeEach(() => {
  files = new Map();
  stored = new Map();
  looks = 0;
  lookingMost = 0;
  looking = 0;
  hanging = [];
  released = new Promise(resolve => {
    release = resolve;
  });
  photos = createService();
});

function createService(limits: { setTimeoutMs?: number } = {}): PhotosService {
  return createPhotosService({
    decoder: createDecoderHere(),
    blobs: {
      async put(bytes) {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        stored.set(sha256, Buffer.from(bytes));
        return sha256;
      },
      get: async sha256 => stored.get(sha256),
    },
    vision: {
      async look(jpeg) {
        looks++;
        lookingMost = Math.max(lookingMost, ++looking);
        await sleep(5);
        looking--;
        const { dominant } = await sharp(jpeg).stats();
        const shade = Math.floor(dominant.r / 16);
        if (shade === 15) throw new Error('the thread died');
        if (shade === 14) return sightOf(1, { explicit: 0.9 });
        if (shade === 0) return sightOf(1, { faces: [] });
        return sightOf(shade, shade > 10 ? { descriptor: descriptorOf(9, shade) } : {});
      },
    },
    now: () => 7,
    fetch: async (url, signal) => {
      const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      if (hanging.includes(url)) await Promise.race([released, aborted]);
      const bytes = files.get(url);
      if (!bytes) throw new DownloadError('refused', 'the answer was 404', { status: 404 });
      return bytes;
    },
    ...limits,
  });
}

async function take(
  sent: Record<string, Buffer>,
  known: Photo[] = [],
  onChecked?: OnChecked,
): Promise<PhotoOutcome[]> {
  for (const [name, bytes] of Object.entries(sent)) files.set(name, bytes);
  return photos.take(
    Object.keys(sent).map(name => ({ name, url: name })),
    known,
    onChecked,
  );
}
const refusal = (outcome: PhotoOutcome | undefined) =>
  outcome && 'refused' in outcome ? outcome.refused : undefined;

describe('a set of files', () => {
  test('what can be used is stored with what was seen; the rest is told, shown and not stored', async () => {
    const outcomes = await take({
      'a.jpg': await photo(24),
      'b.jpg': await photo(40),
      'nobody.jpg': await photo(4),
      'words.jpg': Buffer.from('words'),
    });
    expect(outcomes[0]).toMatchObject({ name: 'a.jpg', photo: { width: 400, addedAt: 7, accepted: false } });
    expect('photo' in (outcomes[0] ?? {}) && outcomes[0]).toHaveProperty('photo.sight.descriptor');
    expect(outcomes[2]).toMatchObject({ refused: expect.stringMatching(/no face/), tile: { faces: [] } });
    expect(refusal(outcomes[3])).toMatch(/isn’t an image/);
    expect(stored.size).toBe(2);
  });

  test('it is told how many are checked, those that are refused included', async () => {
    const told: [number, number][] = [];
    await take({ 'a.jpg': await photo(24), 'words.jpg': Buffer.from('words') }, [], (...counts) =>
      told.push(counts),
    );
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test('somebody else is found by the photos that are there already', async () => {
    const known = (await take({ 'a.jpg': await photo(24), 'b.jpg': await photo(40) })).flatMap(outcome =>
      'photo' in outcome ? [outcome.photo] : [],
    );
    const [stranger, again] = await take({ 'c.jpg': await photo(180), 'a2.jpg': await photo(24) }, known);
    expect(refusal(stranger)).toMatch(/same person/);
    expect(refusal(again)).toMatch(/same picture as photo 1/);
    expect(stored.size).toBe(2);
  });

  test('what could not be looked at is not taken', async () => {
    const [outcome] = await take({ 'a.jpg': await photo(245) });
    expect(refusal(outcome)).toMatch(/couldn’t be checked/);
    expect(stored.size).toBe(0);
  });

  test('what Discord no longer has is told, and the others are taken', async () => {
    const outcomes = await photos.take([{ name: 'lost.jpg', url: 'lost' }], []);
    expect(refusal(outcomes[0])).toMatch(/couldn’t be downloaded/);
  });

  test('what says that it is too large is not even fetched', async () => {
    files.set('big', await photo(24));
    const [outcome] = await photos.take([{ name: 'big.jpg', url: 'big', size: 26 * 2 ** 20 }], []);
    expect(refusal(outcome)).toMatch(/larger than 25 MB/);
    expect(looks).toBe(0);
  });

  test.each(['svg', 'words', 'cut off', 'nothing'])(
    'what hostile files hold is not believed: %s',
    async kind => {
      const bytes = {
        svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
        words: Buffer.from('<?php echo 1; ?>'),
        'cut off': (await photo(24)).subarray(0, 600),
        nothing: Buffer.alloc(0),
      }[kind];
      const outcomes = await take({ 'holiday.jpg': bytes ?? Buffer.alloc(0), 'b.jpg': await photo(40) });
      expect(refusal(outcomes[0])).toBeTruthy();
      expect(outcomes[1]).toHaveProperty('photo');
      expect([looks, stored.size]).toEqual([1, 1]);
    },
  );

  test('what shows nudity is neither stored nor shown again', async () => {
    const [outcome] = await take({ 'a.jpg': await photo(228) });
    expect(refusal(outcome)).toMatch(/nudity/);
    expect(outcome).not.toHaveProperty('tile');
    expect(stored.size).toBe(0);
  });

  test('a set that hangs leaves room for another one', async () => {
    hanging = ['slow1', 'slow2', 'slow3', 'slow4', 'slow5'];
    const slow = take(
      Object.fromEntries(await Promise.all(hanging.map(async name => [name, await photo(24)]))),
    );
    const [outcome] = await take({ 'a.jpg': await photo(24) });
    expect(outcome).toHaveProperty('photo');
    release();
    expect((await slow).map(({ name }) => name)).toEqual(hanging);
  });

  test('a set that hangs ends: what was not reached is told, and nothing is stored', async () => {
    photos = createService({ setTimeoutMs: 30 });
    hanging = ['slow1', 'slow2', 'slow3', 'slow4', 'slow5'];
    const outcomes = await take(
      Object.fromEntries(await Promise.all(hanging.map(async name => [name, await photo(24)]))),
    );
    expect(outcomes.map(refusal)).toEqual(Array.from({ length: 5 }, () => expect.stringMatching(/in time/)));
    expect(stored.size).toBe(0);
  });

  test('of many sets at once only a few photos are in work', async () => {
    const sets = Array.from({ length: 5 }, async (_, set) =>
      take(
        Object.fromEntries(
          await Promise.all(
            [1, 2, 3, 4].map(async n => [`${set}-${n}`, await photo(24 + n * 16, 300 + set)]),
          ),
        ),
      ),
    );
    await Promise.all(sets);
    expect(looks).toBe(20);
    expect(lookingMost).toBeLessThanOrEqual(4);
  });
});

test('the tiles of a sheet are small copies with the faces, in order', async () => {
  const known = (await take({ 'a.jpg': await photo(24, 800), 'b.jpg': await photo(40) })).flatMap(outcome =>
    'photo' in outcome ? [outcome.photo] : [],
  );
  const tiles = await photos.tiles(known);
  expect(tiles).toHaveLength(2);
  expect((await sharp(tiles[0]?.bytes).metadata()).width).toBe(480);
  expect(tiles[0]?.faces).toHaveLength(1);
  expect(tiles[0]?.verdict.verdict).toBe('good');
});

test('a photo whose bytes are gone leaves the numbers of the others as they are', async () => {
  const outcomes = await take({
    'a.jpg': await photo(24),
    'b.jpg': await photo(40),
    'c.jpg': await photo(56),
  });
  const known = outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));
  stored.delete(known[1]?.sha256 ?? '');
  expect((await photos.tiles(known)).map(({ number }) => number)).toEqual([1, 3]);
});

/** However busy the machine is, a look may take its time here. */
const patience = 10 * 60_000;

describe('with the real vision', () => {
  let vision: Vision;
  beforeAll(() => {
    vision = createVision({ timeoutMs: patience });
  });
  afterAll(() => vision.stop());

  test(
    'drawn portraits are one person; somebody else among them is found, and a copy of one',
    async () => {
      photos = createPhotosService({
        blobs: { put: async () => '', get: async () => undefined },
        decoder: createDecoderHere(),
        vision,
        now: () => 7,
        fetch: async url => files.get(url) ?? Buffer.alloc(0),
      });
      const drawn = await Promise.all([0, 1, 2, 3].map(n => renderCastPhoto('bruno', n)));
      const outcomes = await take({
        ...Object.fromEntries(drawn.map((bytes, index) => [`bruno-${index}.jpg`, bytes])),
        'mei.jpg': await renderCastPhoto('mei', 0),
        'copy.jpg': await sharp(drawn[2]).resize(500).jpeg({ quality: 70 }).toBuffer(),
      });
      expect(outcomes.map(refusal)).toEqual([
        ...Array.from({ length: 4 }),
        expect.stringMatching(/same person/),
        expect.stringMatching(/same picture as photo 3/),
      ]);
      const known = outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));
      expect(usablePhotos(known)).toHaveLength(4);
    },
    patience,
  );
});
