import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { actorSchema } from '../actors/actor.ts';
import { type Generation, generationSchema } from '../generation/generation.ts';
import { type Limits, limitsMark, noLimits } from '../safety/limits/limits.ts';
import { openMemoryStore } from '../storage/store.ts';
import { memoryBlobs, outsideWorld } from './testing/outside-world.ts';
import { openPrivacy } from './testing/privacy-fixture.ts';
import {
  actorOf,
  ana,
  ben,
  cleo,
  faceNumber,
  generationOf,
  guildId,
  otherGuildId,
  start,
} from './testing/records.ts';
import { seed } from './testing/seed.ts';

const store = openMemoryStore();
const blobs = memoryBlobs();
let bot: Awaited<ReturnType<typeof openPrivacy>>;
beforeEach(async () => {
  const outside = outsideWorld();
  await seed(store, blobs, outside);
  bot = await openPrivacy({ store, blobs, outside, clock: { ms: start } });
});

async function unpacked(memberId: string, part = 0, what: 'export' | 'exportImages' = 'export') {
  const { zip, ...facts } = await bot.privacy[what](memberId, part);
  const files = unzipSync(zip.bytes);
  return {
    ...facts,
    name: zip.name,
    bytes: zip.bytes.length,
    paths: Object.keys(files).sort(),
    text: (path: string) => strFromU8(files[path] ?? new Uint8Array()),
    file: (path: string) => Buffer.from(files[path] ?? new Uint8Array()),
    json: (name: string) => JSON.parse(strFromU8(files[`records/${name}.json`] ?? new Uint8Array())),
  };
}

describe('an export', () => {
  test('has every record and file about the member, in formats that anything opens', async () => {
    const mine = await unpacked(ana);
    expect(mine).toMatchObject({ part: 0, parts: 1, name: 'my-data-2026-03-29-part-1-of-1.zip' });
    expect(mine.paths).toEqual([
      'README.txt',
      'given/given-by-ana.jpg',
      'images/by-ana-1.png',
      'images/by-ana-private-1.png',
      'images/by-ben-of-nova-1.png',
      'photos/Name-of-nova-nova/1.jpg',
      'photos/Name-of-nova-nova/2.jpg',
      'photos/Name-of-nova-nova/3.jpg',
      'photos/Name-of-solo-solo/1.jpg',
      'records/actors.json',
      'records/albums.json',
      'records/approvals.json',
      'records/budget.json',
      'records/changed.json',
      'records/chosen-for.json',
      'records/digests.json',
      'records/failed.json',
      'records/favourites.json',
      'records/given.json',
      'records/history.json',
      'records/images.json',
      'records/language.json',
      'records/requests.json',
      'records/rules.json',
      'records/stopped.json',
      'records/trainings-this-week.json',
      'records/trainings.json',
      'samples/Name-of-nova-nova/version-1-1.jpg',
    ]);
    expect(mine.text('images/by-ben-of-nova-1.png')).toContain('bytes of ben of nova');
    expect(mine.text('README.txt')).toContain('Part 1 of 1');
    // It says what every file is.
    for (const path of mine.paths.filter(path => path !== 'README.txt')) {
      const named = path.startsWith('records/') ? path : `${path.split('/')[0]}/`;
      expect(mine.text('README.txt')).toMatch(new RegExp(`^${named} +\\w`, 'm'));
    }
    expect(mine.json('language')).toMatchObject({ language: 'de' });
    const [nova] = mine.json('actors');
    expect(nova).toMatchObject({ id: 'nova', consent: { text: 'I agree.', at: start } });
    expect(nova.photos[0].sight.descriptor[0]).toBe(faceNumber);
    expect(mine.json('chosen-for')).toMatchObject([{ id: 'kept', ownerId: cleo }]);
    expect(mine.json('budget')).toEqual([
      { day: '2026-03-29', tokens: 30 },
      { day: '2026-03-28', tokens: 30 },
    ]);
    // Whose actors are in it is not hers to know.
    expect(mine.json('given')).toMatchObject([{ id: 'given-by-ana', actors: 1 }]);
    expect(mine.json('given')[0]).not.toHaveProperty('actorIds');
    expect(mine.json('stopped')).toMatchObject([{ id: 'entry-ana', rule: 'actor-sexual' }]);
    // What names her: about her, done by her, or where she was chosen.
    const history: { actor: string; what: string }[] = mine.json('history');
    expect(history.map(({ actor, what }) => `${actor} ${what}`).sort()).toEqual([
      'kept shared',
      'nova agreed',
      'nova registered',
      'nova shared',
      'outsider agreed',
    ]);
    expect((await bot.audit.ofActor('nova'))[0]).toMatchObject({ what: 'exported', person: ana, by: ana });
    // What she asked for and is asked about, and what she was sent; of others’ requests and digests nothing.
    const idsIn = (name: string) => mine.json(name).map(({ id }: { id: string }) => id);
    expect(idsIn('approvals').sort()).toEqual(['ask-by-ana', 'ask-by-ben']);
    expect(idsIn('digests')).toEqual(['digest-of-nova']);
    expect(idsIn('albums')).toEqual(['album-of-ana']);
    expect(mine.json('favourites')).toEqual([
      { id: 'by-cleo', guildId: otherGuildId, createdAt: expect.any(Number) },
    ]);
    const trainings = mine.json('trainings');
    expect(trainings.map(({ id }: { id: string }) => id).sort()).toEqual(['nova-job', 'solo-job']);
    expect(JSON.stringify(trainings)).not.toMatch(/tokenHash|sealedSecret/);
  });

  test('of whoever registered somebody else has neither their face data nor what others made of them', async () => {
    const mine = await unpacked(ben);
    const [nova] = mine.json('actors');
    expect(nova).toMatchObject({ id: 'nova', subjectId: ana });
    expect(JSON.stringify(nova)).not.toContain(String(faceNumber));
    await (await store.collection('generations', generationSchema)).put(
      'secret',
      generationOf('secret', 'f'.repeat(64), {
        private: true,
        actor: { id: 'nova', name: 'Nova', version: 1, standIn: true },
      }),
    );
    bot = await openPrivacy({ store, blobs, outside: outsideWorld(), clock: { ms: start } });
    const images = async (memberId: string) =>
      (await unpacked(memberId)).json('images').map(({ id }: { id: string }) => id);
    expect(await images(ben)).toEqual(['by-ben-of-nova']);
    expect(await images(ana)).toContain('secret');
  });

  test('of somebody of whom nothing is kept says so with empty records', async () => {
    const nothing = await unpacked('900000000000000099');
    expect(nothing).toMatchObject({ parts: 1, files: 0 });
    expect(nothing.json('actors')).toEqual([]);
  });

  test('that is large comes in parts, each a zip of its own that Discord takes', async () => {
    const photos = [];
    for (let index = 0; index < 10; index++) {
      const sha256 = await blobs.put(Buffer.alloc(1_900_000, `photo ${index} `));
      photos.push({ sha256, width: 1, height: 1, addedAt: start, accepted: true });
    }
    const giant = await blobs.put(Buffer.alloc(9_000_000, 'giant'));
    const large = '900000000000000098';
    await (await store.collection('actors', actorSchema)).put(
      'large',
      actorOf('large', {
        guildId,
        ownerId: large,
        subjectId: large,
        name: '../etc',
        photos: [...photos, { sha256: giant, width: 1, height: 1, addedAt: start, accepted: true }],
      }),
    );
    bot = await openPrivacy({ store, blobs, outside: outsideWorld(), clock: { ms: start } });
    const parts = [];
    const { parts: count } = await unpacked(large);
    for (let part = 0; part < count; part++) parts.push(await unpacked(large, part));
    expect(parts.map(({ files }) => files)).toEqual([3, 3, 3, 1, 1]);
    expect(Math.max(...parts.slice(0, 4).map(({ bytes }) => bytes))).toBeLessThan(8 * 1024 * 1024);
    const paths = parts.flatMap(part => part.paths.filter(path => path.startsWith('photos/')));
    expect(new Set(paths).size).toBe(11);
    expect(paths.every(path => path.startsWith('photos/-etc-large/'))).toBe(true);
    await expect(bot.privacy.export(large, count)).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('images of somebody who has limits', () => {
  const nova = { id: 'nova', name: 'Nova', version: 1, standIn: true };
  const kept = { id: 'kept', name: 'Kept', version: 1, standIn: true };
  const grey = { create: { width: 400, height: 400, channels: 3, background: '#555' } } as const;
  let picture: Buffer;
  beforeEach(async () => {
    picture = await sharp(grey).png().toBuffer();
    const sha256 = await blobs.put(picture);
    const generations = await store.collection('generations', generationSchema);
    const put = (id: string, change: Partial<Generation>) =>
      generations.put(id, generationOf(id, sha256, { memberId: ben, actor: nova, ...change }));
    await put('smoking', { prompt: 'Nova smoking at a bar' });
    await put('hat', { prompt: 'add a red hat', saidBefore: [{ prompt: 'Nova smoking at a bar' }] });
    await put('garden', { prompt: 'Nova in a garden' });
    await put('both', {
      prompt: 'Kept smoking with Nova',
      actor: kept,
      actor2: { id: 'nova', name: 'Nova' },
    });
    await put('nobody', { prompt: 'somebody smoking', actor: undefined });
    bot = await openPrivacy({ store, blobs, outside: outsideWorld(), clock: { ms: start } });
  });
  async function limit(actorId: string, memberId: string, change: Partial<Limits>): Promise<void> {
    const before = (await bot.actors.byId(actorId))?.limits ?? noLimits;
    await bot.actors.setLimits(memberId, actorId, { ...before, ...change }, limitsMark(before));
  }
  const imagesIn = ({ paths }: { paths: string[] }) =>
    paths.flatMap(path => /^images\/(smoking|hat|garden|both|nobody)-1.png$/.exec(path)?.[1] ?? []);

  test('are left out of what others save where they are against them, and README.txt says how many', async () => {
    expect(imagesIn(await unpacked(ben))).toHaveLength(5);
    await limit('nova', ana, { never: 'never smoking' });
    for (const what of ['export', 'exportImages'] as const) {
      const his = await unpacked(ben, 0, what);
      expect(imagesIn(his)).toEqual(['garden', 'nobody']);
      expect(his.leftOut).toBe(3);
      expect(his.text('README.txt')).toMatch(
        /Left out of this part: 3 images\. Somebody else in them no longer wants/,
      );
    }
    // What he asked for stays in his records, and what others said of what he started from doesn't.
    const records = (await unpacked(ben)).json('images');
    expect(records.map(({ id }: { id: string }) => id)).toContain('smoking');
    expect(JSON.stringify(records)).not.toContain('saidBefore');
    // They are of her, and hers to have.
    const hers = await unpacked(ana);
    expect(imagesIn(hers)).toEqual(['both', 'garden', 'hat', 'smoking']);
    expect(hers.text('README.txt')).not.toMatch(/Left out/);
    // With somebody else in it, that one decides too.
    await limit('kept', cleo, { others: true });
    expect(imagesIn(await unpacked(ana))).toEqual(['garden', 'hat', 'smoking']);
  });

  test('have the mark that they ask for, but in their own copy', async () => {
    await limit('nova', ana, { mark: true });
    const his = await unpacked(ben);
    const isMarked = async (file: Buffer) => {
      const corner = { left: 300, top: 300, width: 100, height: 100 };
      const { data } = await sharp(file)
        .removeAlpha()
        .extract(corner)
        .raw()
        .toBuffer({ resolveWithObject: true });
      return data.some(value => value > 200);
    };
    expect(await isMarked(his.file('images/garden-1.png'))).toBe(true);
    expect(await isMarked(his.file('images/nobody-1.png'))).toBe(false);
    expect((await unpacked(ana)).file('images/garden-1.png')).toEqual(picture);
  });

  test('that can’t be looked at are left out, and README.txt says that too', async () => {
    const shown = {
      faces: { ages: [30, 30, 30], actors: [{ id: 'nova' }] },
      nudity: { explicit: 0, suggestive: 0 },
    };
    const generations = await store.collection('generations', generationSchema);
    await generations.update(
      'garden',
      record =>
        record && {
          ...record,
          images: record.images.map(image => ({ ...image, ...shown })),
        },
    );
    await limit('nova', ana, { others: true });
    bot.vision.nudity = () => Promise.reject(new Error('no classifier'));
    const his = await unpacked(ben);
    // Of the garden it is known that there are others in it; of the last, and of one that was there before, nothing.
    expect(imagesIn(his)).toEqual(['nobody']);
    expect(his.text('README.txt')).toMatch(
      /Left out of this part: 2 images\. Somebody else in them no longer wants/,
    );
    expect(his.text('README.txt')).toMatch(/Left out of this part: 3 images that couldn’t be checked/);
  });
});
