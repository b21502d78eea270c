import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  viewer,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld();
});
afterAll(() => world.close());

async function refusal(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

describe('what was made is kept', () => {
  test('over a restart', async () => {
    const { record } = await world.ask({ prompt: 'a well' });
    const { generation } = await world.open();
    expect(await generation.details(record.id, viewer(ben))).toEqual(record);
    const request = await generation.requestOf(record.id, { ...viewer(ben), channelId: 'c' });
    expect(request).toMatchObject({ prompt: 'a well', memberId: ben });
  });

  test('and found by its look, without being decoded once more for that', async () => {
    const { record } = await world.ask({ prompt: 'a kiln' });
    const sha256 = record.images[0]?.sha256 ?? '';
    expect(await world.cache.count({ index: 'unseen', value: 'picture' })).toBe(0);
    const bytes = (await world.blobs.get(sha256)) ?? Buffer.alloc(0);
    const copy = await sharp(bytes).webp().toBuffer();
    expect(await world.generation.keptAs(copy, copy)).toBe(sha256);
  });

  test('but not for another server, and an id that nobody knows is answered kindly', async () => {
    const { record } = await world.ask({ prompt: 'a well' });
    expect((await refusal(world.generation.details(record.id, viewer(ana, 'elsewhere')))).code).toBe('gone');
    expect((await refusal(world.generation.details('nothing', viewer(ana)))).message).toMatch(
      /no longer stored/,
    );
  });

  test('a private image is for its member only', async () => {
    const { record } = await world.ask({ prompt: 'a diary', private: true });
    expect((await refusal(world.generation.details(record.id, viewer(ben)))).code).toBe('not-allowed');
    const caller = { ...viewer(ben), channelId: 'c' };
    expect((await refusal(world.generation.requestOf(record.id, caller))).code).toBe('not-allowed');
    expect(await world.generation.requestOf(record.id, { ...caller, memberId: ana })).toMatchObject({
      private: true,
    });
  });

  test('until its member deletes it: then the bytes are gone with the last who was given them', async () => {
    const mine = await world.ask({ prompt: 'a jetty' });
    const theirs = await world.ask({ prompt: 'a jetty', memberId: ben });
    const sha256 = mine.record.images[0]?.sha256 ?? '';
    expect((await refusal(world.generation.delete(mine.record.id, guildId, ben, false))).code).toBe(
      'not-allowed',
    );

    await world.generation.delete(mine.record.id, guildId, ana, false);
    expect((await refusal(world.generation.details(mine.record.id, viewer(ana)))).code).toBe('gone');
    expect(await world.blobs.get(sha256)).toBeDefined();
    await world.generation.delete(theirs.record.id, guildId, ben, false);
    expect(await world.blobs.get(sha256)).toBeUndefined();
    expect((await world.ask({ prompt: 'a jetty' })).record.cached).toBe(0);
  });

  test('an admin can delete it too', async () => {
    const { record } = await world.ask({ prompt: 'a quay' });
    await world.generation.delete(record.id, guildId, 'admin', true);
    expect(await world.blobs.get(record.images[0]?.sha256 ?? '')).toBeUndefined();
  });
});

test('no more than the bound: what was not asked for longest goes first, and is made anew', async () => {
  let minute = 0;
  const now = () => Date.UTC(2026, 2, 29, 12, minute++);
  const small = await createGenerationWorld({ imageBytesMost: 2_000_000, now });
  const first = await small.ask({ prompt: 'picture 0' });
  const bytes = first.images[0]?.length ?? 0;
  const count = Math.ceil(2_000_000 / bytes) + 1;
  for (let nth = 1; nth <= count; nth++) await small.ask({ prompt: `picture ${nth}` });
  const kept = (await small.cache.all()).reduce((total, entry) => total + (entry.bytes ?? 0), 0);
  expect(kept).toBeLessThanOrEqual(2_000_000);
  expect(await small.blobs.get(first.record.images[0]?.sha256 ?? '')).toBeUndefined();
  expect((await small.ask({ prompt: `picture ${count}` })).record.cached).toBe(1);
  expect((await small.ask({ prompt: 'picture 0' })).record.cached).toBe(0);
  await small.close();
});
