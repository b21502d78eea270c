import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { actorSchema } from '../actors/actor.ts';
import { generationSchema } from '../generation/generation.ts';
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

async function unpacked(memberId: string, part = 0) {
  const { zip, ...facts } = await bot.privacy.export(memberId, part);
  const files = unzipSync(zip.bytes);
  return {
    ...facts,
    name: zip.name,
    bytes: zip.bytes.length,
    paths: Object.keys(files).sort(),
    text: (path: string) => strFromU8(files[path] ?? new Uint8Array()),
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
