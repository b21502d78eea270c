import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { versionGrid } from '../../views/actor/version-grid.ts';
import { memoryBlobs } from '../privacy/testing/outside-world.ts';
import { actorOf, ana, ben, cleo, guildId, otherGuildId } from '../privacy/testing/records.ts';
import { createProvenanceService } from '../provenance/provenance-service.ts';
import { openMemoryStore } from '../storage/store.ts';
import { type ActorsService, createActorsService } from './actors-service.ts';
import { actorCollections } from './testing/actor-collections.ts';

/** Shapes in colours, others for each number. */
const scene = (seed: number) => {
  const part = (at: number) => Math.abs(Math.sin(seed * 97 + at * 31));
  const shapes = Array.from(
    { length: 6 },
    (_, at) =>
      `<circle cx="${part(at) * 300}" cy="${part(at + 20) * 300}" r="${20 + part(at + 40) * 70}" fill="hsl(${part(at + 60) * 360} 70% ${20 + part(at + 80) * 60}%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="hsl(${part(99) * 360} 40% 50%)"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
};
async function copiesOf(picture: Buffer): Promise<Buffer[]> {
  const half = Math.round(((await sharp(picture).metadata()).width ?? 2) / 2);
  const copies = [
    sharp(picture).jpeg({ quality: 60 }),
    sharp(picture).resize(half).jpeg({ quality: 60 }),
    sharp(picture).webp(),
  ];
  return Promise.all(copies.map(copy => copy.toBuffer()));
}

/** Asked about this picture, by its looks alone. */
const provenanceOf = (picture: Buffer) =>
  createProvenanceService({
    photos: { read: async () => ({ file: picture, jpeg: picture }) },
    reader: { read: async () => undefined },
    generation: { keptAs: async () => undefined, madeWith: async () => [] },
    actors,
  });

let actors: ActorsService;
let samples: Buffer[];
beforeEach(async () => {
  const blobs = memoryBlobs();
  const people = await actorCollections(openMemoryStore(), () => 0);
  samples = await Promise.all([1, 2, 3].map(scene));
  const hashes = await Promise.all(samples.map(bytes => blobs.put(bytes)));
  const version = {
    number: 2,
    jobId: 'job',
    repo: 'r',
    revision: 'c',
    baseModel: 'b',
    steps: 1,
    trainedAt: 0,
  };
  const versions = [{ ...version, standIn: false, samples: hashes }];
  await people.actors.put('nova', actorOf('nova', { versions, activeVersion: 2, ownerId: ben }));
  const noPhotos = { take: async () => [], thumbnail: async (bytes: Buffer) => bytes };
  actors = await createActorsService({ ...people, photos: noPhotos, blobs, now: () => 0 });
});

test('a sample is known again as JPEG, WebP and half as large, and nothing else is', async () => {
  await actors.learnSamples();
  for (const sample of samples)
    for (const copy of await copiesOf(sample))
      expect(await actors.sampleLike(copy)).toMatchObject({ actor: { id: 'nova' }, version: { number: 2 } });
  for (let seed = 10; seed < 40; seed++) expect(await actors.sampleLike(await scene(seed))).toBeUndefined();
});

test('what is known of it goes with its version', async () => {
  await actors.learnSamples();
  await actors.removeVersion('nova', 2);
  expect(await actors.sampleLike(samples[0] as Buffer)).toBeUndefined();
  expect(JSON.stringify(await actors.byId('nova'))).not.toContain('looks');
});

/** Rows of samples with words beside them, as `/actor versions` shows them. */
const gridOf = (rows: Buffer[][], inUse = 0) =>
  versionGrid(
    rows.map((pictures, at) => ({
      ...{ number: at + 2, inUse: at === inUse, belowGate: false, standIn: false, likeness: 0.6 },
      samples: pictures.map((bytes, nth) => ({ bytes, prompt: `a photo of somebody, ${nth}`, seed: nth })),
    })),
  );

test('a grid of samples is known again in the same ways, whichever version is in use by then; others’ grids are not', async () => {
  const grid = await gridOf([samples]);
  await actors.noteGrid('nova', grid, [2]);
  for (const copy of await copiesOf(grid)) {
    const found = await actors.sampleLike(copy);
    expect(found?.actor.id).toBe('nova');
    expect(found?.version).toBeUndefined();
  }
  for (let seed = 10; seed < 20; seed++) {
    const other = await Promise.all([seed, seed + 100, seed + 200].map(scene));
    expect(await actors.sampleLike(await gridOf([other])), String(seed)).toBeUndefined();
  }
  const { sample } = await provenanceOf(grid).isOurs({} as never, { guildId, memberId: ana, admin: false });
  expect(sample).toEqual({ actorName: 'Name of nova', number: undefined });
});

test('a grid goes with any version that it shows, and is not noted once that is gone', async () => {
  const grid = await gridOf([samples]);
  await actors.noteGrid('nova', grid, [2]);
  await actors.removeVersion('nova', 2);
  expect(await actors.byId('nova')).not.toHaveProperty('grids');
  await actors.noteGrid('nova', grid, [2]);
  expect(await actors.byId('nova')).not.toHaveProperty('grids');
  expect(await actors.sampleLike(grid)).toBeUndefined();
});

test('the latest grids are kept, each once', async () => {
  const grids = await Promise.all(Array.from({ length: 8 }, (_, at) => scene(50 + at)));
  for (const grid of [...grids, grids[7] as Buffer]) await actors.noteGrid('nova', grid, [2]);
  expect((await actors.byId('nova'))?.grids).toHaveLength(6);
  expect(await actors.sampleLike(grids[0] as Buffer)).toBeUndefined();
  expect(await actors.sampleLike(grids[7] as Buffer)).toMatchObject({ actor: { id: 'nova' } });
});

test('whose it is, only those are told who may see the actor', async () => {
  await actors.learnSamples();
  const [copy] = await copiesOf(samples[1] as Buffer);
  const { isOurs } = provenanceOf(copy as Buffer);
  const told = async (memberId: string, of = guildId, admin = false) => {
    const { looksKnown, sample } = await isOurs({} as never, { guildId: of, memberId, admin });
    expect(looksKnown).toBe(true);
    return sample;
  };
  const sample = { actorName: 'Name of nova', number: 2 };
  for (const memberId of [ana, ben]) expect(await told(memberId)).toEqual(sample);
  expect(await told(cleo)).toBeUndefined();
  expect(await told(cleo, guildId, true)).toEqual(sample);
  expect(await told(cleo, otherGuildId, true)).toBeUndefined();
  await actors.share(guildId, ana, 'nova', 'guild');
  expect(await told(cleo)).toEqual(sample);
  expect(await told(cleo, otherGuildId)).toBeUndefined();
});
